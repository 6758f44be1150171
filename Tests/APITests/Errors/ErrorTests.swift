import Foundation
import HTTP
import Testing

@testable import API

/// What is refused, and how it is said.
@Suite struct ErrorTests {
    /// Expects a problem of RFC 9457, and none of the secrets.
    private func expectProblem(_ answer: Answer, _ code: ErrorCode, hiding secrets: [String] = []) {
        #expect(answer.status == code.status.code, "\(answer.text)")
        #expect(answer.code == code.rawValue)
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect(answer.headers["cache-control"] == "no-store")
        #expect(answer["type"] == .string("about:blank"))
        #expect(answer["title"] == .string(code.title))
        #expect(answer["status"] == .integer(code.status.code))
        #expect(answer["trace"].string?.count == 32)
        let known: Set<String> = ["type", "title", "status", "code", "detail", "errors", "trace"]
        let names = answer.json.object?.names ?? []
        #expect(known.isSuperset(of: names))
        for word in ["SELECT", "INSERT", "bg.", "ref.", "postgres", "constraint"] + secrets {
            #expect(!answer.text.contains(word), "\(word)")
        }
    }

    private func post(_ body: String, _ headers: [String: String] = [:]) async throws -> Answer {
        let interface = try await TestInterface.shared
        return try await interface.ask(.post, "matches", as: .anonymous, body, headers)
    }

    @Test func `what is not JSON is refused with its place`() async throws {
        for (body, place) in [
            (#"{"profile": SECRET}"#, "byte 12"), (#"{"profile": {"#, "byte 13"), ("", "byte 0"),
            (#"{"profile": {}} SECRET"#, "byte 16"), ("{\"profile\": \"\u{1}SECRET\"}", "byte 13"),
        ] {
            let refused = try await post(body)
            expectProblem(refused, .malformedJSON, hiding: ["SECRET"])
            #expect(refused["detail"].string?.contains("(\(place))") == true, "\(refused.text)")
        }
    }

    @Test func `of very many mistakes a hundred are told, and a list has an end`() async throws {
        let list = { (count: Int) in Array(repeating: "{}", count: count).joined(separator: ",") }
        let strange = Array(repeating: #"{"a": 1, "b": 2}"#, count: 60).joined(separator: ",")
        let many = try await post(#"{"need": {"skills": [\#(strange)]}}"#)
        expectProblem(many, .invalid)
        #expect(many.json.complaints.count == 100)
        for count in [61, 300_000] {
            let endless = try await post(#"{"profile": {"skills": [\#(list(count))]}}"#)
            expectProblem(endless, .invalid)
            #expect(endless.json.complaints == ["/profile/skills too_many_items"], "and none of them is looked through")
        }
    }

    @Test func `a name that comes twice is refused with its place`() async throws {
        let refused = try await post(#"{"profile": {"modes": ["remote"], "modes": ["visit"]}}"#)
        expectProblem(refused, .malformedJSON)
        #expect(refused["errors/0/pointer"].string?.hasPrefix("/profile") == true, "\(refused.text)")
        expectProblem(try await post(String(repeating: "[", count: 100)), .malformedJSON)
    }

    @Test(arguments: ["text/plain", "application/xml", "application/json-seq", "application/merge-patch+json", ""])
    func `another media type is refused`(type: String) async throws {
        expectProblem(try await post("{}", ["Content-Type": type]), .mediaType)
    }

    @Test func `a media type may have parameters and capitals`() async throws {
        let taken = try await post(#"{"profile": {}}"#, ["Content-Type": "Application/JSON; charset=utf-8"])
        #expect(taken.status == 200, "\(taken.text)")
    }

    @Test func `parameters are known, given once, and within their limits`() async throws {
        let interface = try await TestInterface.shared
        for (query, word) in [
            ("skil=SECRET", "skil"), ("limit=", "limit"), ("q=&kind=post", "q"), ("limit=5&limit=6", "limit"),
            ("limit=0", "limit"), ("limit=101", "limit"), ("limit=1000000000", "limit"),
            ("limit=99999999999999999999", "limit"), ("limit=-1", "limit"),
            ("limit=many", "limit"), ("limit=5.5", "limit"),
        ] {
            let refused = try await interface.ask(.get, "offers?\(query)")
            expectProblem(refused, .malformedParameter, hiding: ["SECRET"])
            #expect(refused["detail"].string?.contains(word) == true, "\(refused.text)")
        }
        expectProblem(try await interface.ask(.get, "skills"), .malformedParameter)
        expectProblem(
            try await interface.ask(.get, "organisations?kind=SECRET"), .malformedParameter, hiding: ["SECRET"])
        let sector = try await interface.ask(.get, "offers?sector=SECRET")
        expectProblem(sector, .invalid, hiding: ["SECRET"])
        #expect(sector.json.complaints == ["/sector unknown_code"])
    }

    @Test func `whatever is answered holds a browser to TLS, types and no script`() async throws {
        let interface = try await TestInterface.shared
        // What every answer to a test is looked at for; here is one of each kind.
        let etag = try await interface.ask(.get, "docs").etag ?? ""
        for (method, path, headers, status) in [
            (Method.get, "offers", [:], 200), (.get, "docs", [:], 200), (.get, "docs.css", [:], 200),
            (.get, "docs", ["If-None-Match": etag], 304), (.options, "offers", [:], 204), (.get, "nowhere", [:], 404),
            (.get, "offers?limit=0", [:], 400), (.delete, "docs", [:], 405), (.get, "members/me/acts", [:], 401),
            (.post, "organisations", ["Content-Type": "text/plain"], 401),
        ] { #expect(try await interface.ask(method, path, as: .anonymous, nil, headers).status == status, "\(path)") }
    }

    @Test func `what is not there is not there`() async throws {
        let interface = try await TestInterface.shared
        for path in [
            "nothing", "ventures/not-a-uuid", "offers/\(UUID())", "skills/none", "members/me/nothing", "offers/me",
        ] { expectProblem(try await interface.ask(.get, path, as: .desk), .notFound) }
    }

    @Test func `a method that a path lacks is refused with those that it has`() async throws {
        let interface = try await TestInterface.shared
        let refused = try await interface.ask(.put, "offers/\(UUID())")
        expectProblem(refused, .methodNotAllowed)
        let allowed = "DELETE, GET, HEAD, OPTIONS, PATCH"
        let sorted = { (answer: Answer) in
            (answer.headers["allow"] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                .sorted().joined(separator: ", ")
        }
        #expect(sorted(refused) == allowed)
        let options = try await interface.ask(.options, "offers/\(UUID())")
        #expect(options.status == 204)
        #expect(sorted(options) == allowed)
        expectProblem(try await interface.ask(.delete, "docs"), .methodNotAllowed)
        expectProblem(try await interface.ask(.post, "openapi.json", as: .anonymous, "{}"), .methodNotAllowed)
    }

    @Test func `a head is the answer without its body`() async throws {
        let interface = try await TestInterface.shared
        for path in ["skills/accounting", "organisations/\(interface.desk)", "openapi.json"] {
            let head = try await interface.ask(.head, path)
            let whole = try await interface.ask(.get, path)
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            // Not its length: Foundation's client may cut the last digit off; HTTPTests read it from the raw bytes.
            #expect(head.headers["content-type"] == whole.headers["content-type"])
            #expect(head.etag == whole.etag)
        }
    }

    @Test func `what the database refuses is told as a rule with its place`() async throws {
        let interface = try await TestInterface.shared
        let nobody = "\(UUID())".lowercased()
        for (resource, role, body, complaint) in [
            ("mentors", Role.desk, Bodies.mentor(nobody), "/member unknown_code"),
            (
                "ventures", .desk,
                Bodies.venture(interface.desk).replacing(
                    "{\"desk\"", with: "{\"founders\": [{\"member\": \"\(nobody)\", \"lead\": true}], \"desk\""),
                "/founders/0/member unknown_code"
            ),
            ("organisations", .admin, Bodies.organisation("unit", "MA", parent: nobody), "/parent unknown_code"),
            ("organisations", .admin, Bodies.organisation("unit", "QZ"), "/place unknown_code"),
            (
                "members", .desk, Bodies.member("SECRET\u{200B}NAME").replacing("1980-05", with: "2020-05"),
                "/born too_young"
            ),
        ] {
            let refused = try await interface.ask(
                .post, resource, as: role, body, ["Idempotency-Key": UUID().uuidString])
            expectProblem(refused, .invalid, hiding: ["SECRET", nobody])
            #expect(refused.json.complaints == [complaint])
        }
    }

    @Test func `an organisation cannot stand below itself`() async throws {
        let interface = try await TestInterface.shared
        let upper = try await interface.register("organisations", as: .admin, Bodies.organisation("region", "MA"))
        let lower = try await interface.register(
            "organisations", as: .admin, Bodies.organisation("unit", "MA", parent: upper))
        let refused = try await interface.ask(
            .patch, "organisations/\(upper)", as: .admin, #"{"parent": "\#(lower)"}"#, ["If-Match": "\"1\""])
        expectProblem(refused, .organisationCycle, hiding: [lower])
    }
}
