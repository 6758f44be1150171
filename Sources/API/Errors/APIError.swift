import HTTP
import Matching
import Model

/// A refusal or failure, as the interface answers it (RFC 9457).
package struct APIError: Error, Sendable {
    package let code: ErrorCode
    /// What is wrong here and what to do, safe to show; null where the title says all.
    package var detail: String?
    /// The rules that the input breaks, each with its place.
    package var violations: [Violation] = []
    var headers: ResponseHeaders = [:]
    /// For the log alone.
    var cause: String?
    /// The template of the route that refused; null when none was found.
    var route: String?

    package init(_ code: ErrorCode, _ detail: String? = nil) {
        self.code = code
        self.detail = detail
    }

    init(_ violations: [Violation]) {
        self.init(.invalid)
        self.violations = Array(violations.prefix(Complaints.most))
    }

    init(of error: MatchingError) {
        switch error {
        case .notAuthenticated:
            self.init(.notAuthenticated)
            headers = ["WWW-Authenticate": "Bearer"]
        case .proofRefused:
            self.init(.signInRefused)
            headers = ["WWW-Authenticate": "Bearer"]
        case .scopeMissing: self.init(.scopeMissing)
        case .notFound: self.init(.notFound)
        case .invalid(let violations): self.init(violations)
        case .versionStale(let current):
            self.init(.versionStale)
            headers = ["ETag": "\"\(current)\""]
        case .notEligible(let violation):
            self.init(.notEligible, violation.remedy)
            violations = [violation]
        case .conflict(let name):
            if let code = ErrorCode(rawValue: name) {
                self.init(code)
            } else {
                self.init(.internalError)
                cause = "a conflict without a code: \(name)"
            }
        case .idempotencyPayloadDiffers: self.init(.idempotencyPayloadDiffers)
        case .idempotencyInFlight:
            self.init(.idempotencyInFlight)
            headers = ["Retry-After": "1"]
        case .loading:
            self.init(.matchingLoading)
            headers = ["Retry-After": "2"]
        case .busy:
            self.init(.busy)
            headers = ["Retry-After": "10"]
        case .unavailable:
            self.init(.databaseUnavailable)
            headers = ["Retry-After": "2"]
        case .storageFull: self.init(.storageFull)
        case .internalFailure(let detail):
            self.init(.internalError)
            cause = detail
        }
    }

    init(_ error: JSONError) {
        self.init(.malformedJSON, error.description)
        if !error.pointer.segments.isEmpty {
            violations = [Violation(.typeMismatch, at: "\(error.pointer)", error.kind.rawValue)]
        }
    }

    init(_ refusal: Refusal) {
        switch refusal.status {
        case .contentTooLarge: self.init(.bodyTooLarge, refusal.detail)
        case .headerFieldsTooLarge: self.init(.headTooLarge, refusal.detail)
        case .unsupportedMediaType: self.init(.mediaType, refusal.detail)
        default: self.init(.malformedRequest, refusal.detail)
        }
    }
}

extension APIError {
    /// The answer, with the identifier by which the log knows the request.
    package func response(_ trace: TraceID) -> Response {
        var response = Response(code.status, contentType: "application/problem+json", body: body(trace))
        response.headers.set("Cache-Control", "no-store")
        for field in headers.fields { response.headers.set(field.name, field.value) }
        response.route = route
        return response
    }

    func body(_ trace: TraceID) -> [UInt8] {
        JSONWriter.bytes { writer in
            writer.object { writer in
                writer.member("type", "about:blank")
                writer.member("title", code.title)
                writer.member("status", code.status.code)
                writer.member("code", code.rawValue)
                if let detail { writer.member("detail", detail) }
                if !violations.isEmpty {
                    writer.array("errors") { writer in for violation in violations { write(violation, &writer) } }
                }
                writer.member("trace", "\(trace)")
            }
        }
    }

    private func write(_ violation: Violation, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("pointer", violation.pointer)
            writer.member("code", violation.rule.rawValue)
            writer.member("detail", violation.remedy)
            if !violation.candidates.isEmpty { writer.array("candidates", violation.candidates) }
        }
    }
}
