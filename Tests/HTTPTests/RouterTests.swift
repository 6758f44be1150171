import Testing

@testable import HTTP

@Suite struct RouterTests {
    private func router(_ lines: [String]) throws -> Router<String> {
        try Router(lines.map { try Router.Entry($0, $0) })
    }

    private func answer(_ router: Router<String>, _ method: Method, _ path: String) -> String {
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch router.resolve(method, path == "*" ? [] : segments) {
        case .found(let match):
            let parameters = match.parameters.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
            return "\(match.route)\(parameters)"
        case .methodNotAllowed(let allow): return "405 \(allow)"
        case .options(let allow): return "options \(allow)"
        case .notFound: return "404"
        }
    }

    @Test func `the most literal route answers`() throws {
        let router = try router([
            "GET /", "GET /v1/mentors", "POST /v1/mentors", "GET /v1/mentors/{id}", "GET /v1/mentors/search",
            "GET /v1/mentors/{id}/matches", "GET /v1/mentors/{mentor}/matches/{other}", "GET /v1/{kind}/{id}/extra",
            "DELETE /v1/mentors/{id}",
        ])
        #expect(answer(router, .get, "/") == "GET /")
        #expect(answer(router, .get, "/v1/mentors") == "GET /v1/mentors")
        #expect(answer(router, .post, "/v1/mentors") == "POST /v1/mentors")
        #expect(answer(router, .get, "/v1/mentors/7") == "GET /v1/mentors/{id} id=7")
        #expect(answer(router, .get, "/v1/mentors/search") == "GET /v1/mentors/search")
        #expect(answer(router, .get, "/v1/mentors/7/matches") == "GET /v1/mentors/{id}/matches id=7")
        #expect(
            answer(router, .get, "/v1/mentors/7/matches/8")
                == "GET /v1/mentors/{mentor}/matches/{other} mentor=7 other=8")
        #expect(answer(router, .get, "/v1/mentors/search/matches") == "GET /v1/mentors/{id}/matches id=search")
        #expect(answer(router, .get, "/v1/mentors/7/extra") == "GET /v1/{kind}/{id}/extra id=7 kind=mentors")
        #expect(answer(router, .head, "/v1/mentors/7") == "GET /v1/mentors/{id} id=7")
        #expect(router.routes.map(\.template.description)[3] == "/v1/mentors/{id}")
    }

    @Test func `what no route answers says why`() throws {
        let router = try router(["GET /v1/mentors", "POST /v1/mentors", "GET /v1/mentors/{id}", "PUT /v1/x"])
        for path in [
            "/v1", "/v1/", "/v1/mentors/", "/v1//mentors", "/v1/mentors/7/", "/V1/mentors", "/v2/mentors", "/",
        ] {
            #expect(answer(router, .get, path) == "404")
        }
        #expect(answer(router, .delete, "/v1/mentors") == "405 GET, HEAD, POST, OPTIONS")
        #expect(answer(router, .other, "/v1/mentors/7") == "405 GET, HEAD, OPTIONS")
        #expect(answer(router, .head, "/v1/x") == "405 PUT, OPTIONS")
        #expect(answer(router, .options, "/v1/x") == "options PUT, OPTIONS")
        #expect(answer(router, .options, "*") == "options GET, HEAD, POST, PUT, OPTIONS")
        #expect(answer(router, .options, "/v1/y") == "404")
    }

    @Test func `a table that clashes is no router`() {
        #expect(throws: RouteError.clash("GET /v1/{a}/x", "GET /v1/{b}/x")) {
            try router(["GET /v1/{a}/x", "GET /v1/y/x", "GET /v1/{b}/x"])
        }
        #expect(throws: RouteError.clash("GET /v1/x", "GET /v1/x")) { try router(["GET /v1/x", "GET /v1/x"]) }
        #expect(throws: Never.self) { try router(["GET /v1/{a}", "POST /v1/{b}"]) }
    }

    @Test(arguments: [
        "GET", "/v1", "get /v1", "TRACE /v1", "GET v1", "GET /{a}/{a}", "GET /{}", "GET /x{a}", "GET /{a", "GET /a?b",
        "GET /%20", "OTHER /v1", "GET /{{a}}",
    ])
    func `a line that is no route is refused`(_ line: String) {
        #expect(throws: RouteError.self) { try Router<Int>.Entry(line, 0) }
    }
}
