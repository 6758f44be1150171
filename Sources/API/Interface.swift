import Foundation
import HTTP
import Matching
import Secrets

/// The HTTP interface of a service: requests in, responses out.
package struct Interface: Sendable {
    private let service: Service
    private let issuer: TokenIssuer?
    private let limit: RateLimit?
    private let places: Places
    private let origins: OtherOrigins
    private let router: Router<Operation>
    private let pages: [String: Response]
    private let report: @Sendable (TraceID, String) -> Void

    /// Throws for an operation that the policy does not speak of.
    ///
    /// - Parameters:
    ///   - issuer: whose tokens are taken; null for nobody's.
    ///   - limit: how many requests somebody may make; null for as many as they like.
    ///   - places: how many requests are answered at once.
    ///   - origins: of the web pages elsewhere that may ask, with keys.
    ///   - report: is told the cause of each failure of ours, for the log.
    package init(
        _ service: Service, issuer: TokenIssuer? = nil, limit: RateLimit? = nil, places: Places = Places(),
        origins: Set<String> = [],
        report: @escaping @Sendable (TraceID, String) -> Void = { _, _ in }
    ) throws {
        self.service = service
        self.issuer = issuer
        self.limit = limit
        self.places = places
        self.origins = OtherOrigins(allowed: origins)
        self.report = report
        try Policy.published.check(Operation.all)
        router = try Router(Operation.all.map { try Router.Entry($0.line, $0) })
        pages = [
            "openapi.json": Self.page("application/json", OpenAPI.document),
            "docs": Self.page("text/html; charset=utf-8", DocumentationPage.html),
            "docs.css": Self.page("text/css; charset=utf-8", DocumentationPage.style),
        ]
    }

    /// Answers a request as whoever shows a key, a token or a session in it.
    package func answer(_ request: Request) async -> Response { await answer(request, as: nil) }

    /// - Parameter caller: who is known to ask; null finds it out.
    package func answer(_ request: Request, as caller: Caller?) async -> Response {
        var verdict: RateLimit.Verdict?
        var asking: RateLimit.Identity?
        var response: Response
        do throws(APIError) {
            try places.enter()
            defer { places.leave() }
            response = try await respond(request, as: caller, &verdict, &asking)
        } catch {
            if let cause = error.cause { report(request.traceID, cause) }
            response = error.response(request.traceID)
        }
        verdict?.tell(&response.headers)
        if case .principal(let id) = asking { response.asker = Self.alias(of: id) }
        origins.tell(request, &response)
        return response
    }

    /// - Parameters:
    ///   - verdict: what the rate limit says, for the answer or the refusal.
    ///   - asking: who asks, once that is known.
    private func respond(
        _ request: Request, as caller: Caller?, _ verdict: inout RateLimit.Verdict?,
        _ asking: inout RateLimit.Identity?
    ) async throws(APIError) -> Response {
        let isNamed = caller != nil || request.credential != nil
        if !isNamed { try take(.network(request.network), &verdict) }
        if request.segments.count == 2, request.segments[0] == "v1", let page = pages[request.segments[1]] {
            if isNamed { try take(.network(request.network), &verdict) }
            switch request.method {
            case .get, .head:
                let etag = page.headers["ETag"] ?? ""
                return request.isKnown(etag) ? Response(.notModified, headers: ["ETag": etag]) : page
            case .options: return Response(.noContent, headers: ["Allow": Self.allowOfPages])
            default: throw Self.notAllowed(but: Self.allowOfPages)
            }
        }
        let match: Router<Operation>.Match
        switch router.resolve(request.method, request.segments) {
        case .found(let found): match = found
        case .notFound: throw APIError(.notFound)
        case .options(let allow): return Response(.noContent, headers: ["Allow": allow])
        case .methodNotAllowed(let allow): throw Self.notAllowed(but: allow)
        }
        let operation = match.route
        do throws(APIError) {
            if operation.errors.contains(.signInRefused) { try listen(to: request, &verdict) }
            if operation.sendsMessage { try take(.codes(request.network), &verdict) }
            let caller = if let caller { caller } else { try await authenticate(request, for: operation, &verdict) }
            let identity = caller.principal.map(RateLimit.Identity.principal) ?? .network(request.network)
            asking = identity
            try places.enter(identity)
            defer { places.leave(identity) }
            if caller.session != nil { try CrossSite.check(request, origins: origins) }
            guard operation.roles.contains(Operation.Role(caller)) else {
                throw APIError(of: caller.role == .anonymous ? .notAuthenticated : .scopeMissing)
            }
            guard caller.scopes.contains(operation.scope) else {
                throw APIError(.scopeMissing, "this key lacks the scope \(operation.scope.rawValue)")
            }
            let parameters = try Parameters(request.query, known: Set(operation.parameters.map(\.name)))
            let call = Call(
                request: request, parameters: match.parameters, route: operation.line, caller: caller,
                service: service.answering(
                    operation.name, trace: "\(request.traceID)", mayWrite: ![.get, .head].contains(request.method)),
                languages: Languages.wanted(request.headers["Accept-Language"]), limit: limit)
            var response = try await operation.run(call, parameters)
            response.route = "\(match.template)"
            response.headers.set("Vary", "Authorization, Cookie, Accept-Language")
            response.headers.set("Cache-Control", "no-store")
            return response
        } catch {
            if error.code == .signInRefused { verdict = limit?.take(.wrongProofs(request.network)) }
            var error = error
            error.route = "\(match.template)"
            throw error
        }
    }

    /// What the log calls a key or an account: the same as long as the program runs, and nothing that leads back.
    private static func alias(of id: UUID) -> String {
        Secret.base64(Array(Secret.hash(Array(id.uuidString.utf8), key: aliasKey).prefix(9)))
    }

    private static let aliasKey = Secret.hash(Secret.token(prefix: ""))

    /// A page that is the same until the program is another.
    private static func page(_ type: String, _ body: [UInt8]) -> Response {
        var page = Response(.ok, contentType: type, body: body)
        page.headers.set("ETag", ETag(of: body).description)
        return page
    }

    private static let allowOfPages = "GET, HEAD, OPTIONS"

    private static func notAllowed(but allow: String) -> APIError {
        var error = APIError(.methodNotAllowed)
        error.headers = ["Allow": allow]
        return error
    }

    /// Who shows a key, a token, or the cookie of a session.
    private func authenticate(
        _ request: Request, for operation: Operation, _ verdict: inout RateLimit.Verdict?
    ) async throws(APIError) -> Caller {
        guard request.credential != nil else { return .anonymous }
        try listen(to: request, &verdict)
        let caller: Caller
        do throws(MatchingError) {
            caller = try await Authenticate(request.shown(issuer)).run(in: service)
        } catch {
            guard case .notAuthenticated = error else { throw APIError(of: error) }
            var refusal = APIError(of: error)
            if request.headers["Authorization"] == nil {
                // A browser goes on sending the cookie of a session that has ended: that tries no key, and keeps nobody from
                // what is everybody's, such as signing in.
                try take(.network(request.network), &verdict)
                if operation.roles.contains(.anonymous) { return .anonymous }
                refusal.headers.set("Set-Cookie", SessionCookie.ended)
            } else {
                verdict = limit?.take(.wrongProofs(request.network))
            }
            throw refusal
        }
        if let principal = caller.principal { try take(.principal(principal), &verdict) }
        return caller
    }

    /// Whoever shows many keys or passwords that are none is not listened to for a while, so that none is guessed.
    private func listen(to request: Request, _ verdict: inout RateLimit.Verdict?) throws(APIError) {
        guard let look = limit?.look(.wrongProofs(request.network)), !look.isAllowed else { return }
        verdict = look
        throw .rateLimited(look)
    }

    private func take(_ identity: RateLimit.Identity, _ verdict: inout RateLimit.Verdict?) throws(APIError) {
        verdict = limit?.take(identity)
        if let verdict, !verdict.isAllowed { throw .rateLimited(verdict) }
    }
}

extension APIError {
    fileprivate static func rateLimited(_ verdict: RateLimit.Verdict) -> APIError {
        APIError(.rateLimited, "at most \(verdict.limit) requests a minute: go on after Retry-After seconds")
    }
}

extension Interface {
    /// How the server's own refusals look.
    package static func refused(_ refusal: Refusal, _ trace: TraceID) -> Response { APIError(refusal).response(trace) }
}
