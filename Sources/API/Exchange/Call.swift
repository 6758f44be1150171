import Foundation
import HTTP
import Matching
import Model

/// One request with who asks it: what an operation works with.
struct Call: Sendable {
    let request: Request
    /// The decoded segments in the places of the template's parameters.
    let parameters: [String: String]
    /// Method and template.
    let route: String
    let caller: Caller
    let service: Service
    /// The languages of the caller, the best first.
    let languages: [String]
    /// How many persons the caller may still be shown; null for as many as there are.
    var limit: RateLimit?

    /// Counts persons whom the answer shows; throws ``ErrorCode/rateLimited`` once they are as many as may be in a day.
    func show(persons: Int) throws(APIError) {
        if persons > 0 { try judge(cost: persons) }
    }

    /// Counts them as ``show(persons:)`` does; false where they may not be shown, for the answer of what is done already.
    func shows(persons: Int) -> Bool {
        do { try show(persons: persons) } catch { return false }
        return true
    }

    /// Throws as ``show(persons:)`` would, and counts nobody: before something is done whose answer shows somebody.
    func requireShowing() throws(APIError) { try judge(cost: 0) }

    /// How many persons an answer tells of that is about one: nobody is told anything by reading of oneself.
    var oneOther: Int { if case .member = caller.role { 0 } else { 1 } }

    private func judge(cost: Int) throws(APIError) {
        guard let principal = caller.principal, let limit else { return }
        let verdict = limit.take(.persons(principal), and: caller.home.map { .personsOfAll($0.uuid) }, cost: cost)
        guard !verdict.isAllowed else { return }
        var error = APIError(
            .rateLimited, "\(verdict.limit) persons were shown in a day: go on after Retry-After seconds")
        error.headers = ["Retry-After": "\(max(1, RateLimit.Verdict.seconds(verdict.wait)))"]
        throw error
    }

    /// The identifier in a place of the path; `me` is the member who asks. Anything else does not exist.
    func id(_ name: String = "id") throws(APIError) -> UUID {
        if parameters[name] == "me", case .member(let own) = caller.role { return own.uuid }
        guard let text = parameters[name], let id = UUID(uuidString: text) else { throw APIError(.notFound) }
        return id
    }

    /// The version that `If-Match` names.
    func expectedVersion() throws(APIError) -> Int {
        guard let text = request.headers["If-Match"] else { throw APIError(.ifMatchMissing) }
        guard text.hasPrefix("\""), text.hasSuffix("\""), let version = Int(text.dropFirst().dropLast()) else {
            throw APIError(.versionStale, "If-Match takes one ETag, as the record's answer had it")
        }
        return version
    }

    func idempotencyKey() throws(APIError) -> IdempotencyKey {
        guard let key = request.headers["Idempotency-Key"] else {
            throw APIError(.idempotencyKeyMissing, "choose a new one for each thing that you create, such as a UUID")
        }
        guard (1...255).contains(key.count), key.allSatisfy({ $0.isASCII }) else {
            throw APIError(.idempotencyKeyMissing, "give 1 to 255 ASCII characters")
        }
        return IdempotencyKey(key, route: route, body: request.body)
    }

    /// The body as JSON.
    func json(_ types: Set<String> = ["application/json"]) throws(APIError) -> JSONValue {
        let type = request.headers["Content-Type"]?.split(separator: ";").first.map {
            $0.trimmingCharacters(in: .whitespaces).lowercased()
        }
        guard let type, types.contains(type) else {
            throw APIError(.mediaType, "send \(types.sorted().joined(separator: " or "))")
        }
        do { return try JSONValue(parsing: request.body) } catch { throw APIError(error) }
    }

    /// Runs a use case with the errors of this layer.
    func matching<Value: Sendable>(
        _ body: @Sendable () async throws(MatchingError) -> Value
    ) async throws(APIError) -> Value {
        do { return try await body() } catch { throw APIError(of: error) }
    }

    /// - Parameter first: a language that the body asks for, before those of `Accept-Language`.
    func wording(first: String? = nil) throws(APIError) -> Wording {
        let languages = (first.map { [$0] } ?? []) + languages
        do { return try service.wording(in: languages) } catch { throw APIError(of: error) }
    }
}

extension Request {
    /// Whether `If-None-Match` has this ETag among its own (RFC 9110 §13.1.2); weak ones compare as equal.
    func isKnown(_ etag: String) -> Bool {
        guard let known = headers["If-None-Match"] else { return false }
        return known.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.contains {
            $0 == "*" || $0 == etag || $0 == "W/\(etag)"
        }
    }
}
