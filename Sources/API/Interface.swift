import Foundation
import HTTP
import Matching

/// The HTTP interface of a service: requests in, responses out.
package struct Interface: Sendable {
    private let service: Service
    private let router: Router<Operation>
    private let pages: [String: Response]
    private let report: @Sendable (TraceID, String) -> Void

    /// Throws for an operation that the policy does not speak of.
    ///
    /// - Parameter report: is told the cause of each failure of ours, for the log.
    package init(_ service: Service, report: @escaping @Sendable (TraceID, String) -> Void = { _, _ in }) throws {
        self.service = service
        self.report = report
        try Policy.published.check(Operation.all)
        router = try Router(Operation.all.map { try Router.Entry($0.line, $0) })
        pages = [
            "openapi.json": Response(.ok, contentType: "application/json", body: OpenAPI.document),
            "docs": Response(.ok, contentType: "text/html; charset=utf-8", body: DocumentationPage.html),
        ]
    }

    /// Answers a request as whoever shows a key in it.
    package func answer(_ request: Request) async -> Response { await answer(request, as: nil) }

    /// - Parameter caller: who is known to ask; null finds it out.
    package func answer(_ request: Request, as caller: Caller?) async -> Response {
        do throws(APIError) {
            return try await respond(request, as: caller)
        } catch {
            if let cause = error.cause { report(request.traceID, cause) }
            return error.response(request.traceID)
        }
    }

    private func respond(_ request: Request, as caller: Caller?) async throws(APIError) -> Response {
        if request.segments.count == 2, request.segments[0] == "v1", let page = pages[request.segments[1]] {
            switch request.method {
            case .get, .head: return page
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
            let caller = if let caller { caller } else { try await authenticate(request) }
            guard operation.roles.contains(Operation.Role(caller)) else {
                throw APIError(of: caller.role == .anonymous ? .notAuthenticated : .scopeMissing)
            }
            let parameters = try Parameters(request.query, known: Set(operation.parameters.map(\.name)))
            let call = Call(
                request: request, parameters: match.parameters, route: operation.line, caller: caller, service: service,
                languages: Languages.wanted(request.headers["Accept-Language"]))
            var response = try await operation.run(call, parameters)
            response.route = "\(match.template)"
            response.headers.set("Vary", "Authorization, Accept-Language")
            response.headers.set("Cache-Control", "no-store")
            return response
        } catch {
            var error = error
            error.route = "\(match.template)"
            throw error
        }
    }

    private static let allowOfPages = "GET, HEAD, OPTIONS"

    private static func notAllowed(but allow: String) -> APIError {
        var error = APIError(.methodNotAllowed)
        error.headers = ["Allow": allow]
        return error
    }

    private func authenticate(_ request: Request) async throws(APIError) -> Caller {
        guard let header = request.headers["Authorization"] else { return .anonymous }
        guard header.lowercased().hasPrefix("bearer ") else { throw APIError(of: .notAuthenticated) }
        let key = header.dropFirst(7).trimmingCharacters(in: .whitespaces)
        do { return try await Authenticate(key: key).run(in: service) } catch { throw APIError(of: error) }
    }
}

extension Interface {
    /// How the server's own refusals look.
    package static func refused(_ refusal: Refusal, _ trace: TraceID) -> Response { APIError(refusal).response(trace) }
}
