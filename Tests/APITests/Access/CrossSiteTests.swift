import Foundation
import FoundationNetworking
import HTTP
import Matching
import Testing

@testable import API

/// What a page of another site can do with the cookie of a session, or with a key (checklist 18).
@Suite struct CrossSiteTests {
    @Test func `a change with a cookie needs the token of that session, JSON, and a page of this service`() async throws
    {
        let interface = try await TestInterface.shared
        let staff = try await Staff(interface, as: .admin)
        let (session, other) = (try await staff.signIn(0), try await staff.signIn(1))
        let body = Bodies.organisation("desk", "MA")
        let register = { (headers: [String: String]) in
            try await interface.ask(
                .post, "organisations", key: nil, body,
                ["Idempotency-Key": UUID().uuidString, "Cookie": session.cookie].merging(headers) { $1 })
        }
        let (own, host) = (["X-CSRF-Token": session.csrf], "127.0.0.1:\(interface.port)")
        for headers in [
            [:], ["X-CSRF-Token": ""], ["X-CSRF-Token": other.csrf],
            own.merging(["Sec-Fetch-Site": "cross-site"]) { $1 },
            own.merging(["Sec-Fetch-Site": "same-site"]) { $1 }, own.merging(["Content-Type": "text/plain"]) { $1 },
            own.merging(["Content-Type": "application/x-www-form-urlencoded"]) { $1 },
            own.merging(["Origin": "https://evil.example.org"]) { $1 }, own.merging(["Origin": "null"]) { $1 },
            own.merging(["Origin": "https://\(host).evil.example.org"]) { $1 },
            own.merging(["Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-origin"]) { $1 },
        ] {
            let refused = try await register(headers)
            #expect(refused.status == 403, "\(headers.keys.sorted())")
            #expect(refused.code == "cross_site")
        }
        #expect(try await register(own).status == 201)
        #expect(try await register(own.merging(["Sec-Fetch-Site": "same-origin"]) { $1 }).status == 201)
        // Whether a proxy has taken TLS off or not.
        for origin in ["http://\(host)", "https://\(host)"] {
            #expect(try await register(own.merging(["Origin": origin]) { $1 }).status == 201)
        }
        // Reading needs none, so that a page can be opened.
        #expect(try await interface.ask(.get, "account", key: nil, nil, ["Cookie": session.cookie]).status == 200)
        // Signing somebody in from elsewhere is refused, too.
        let lured = try await staff.attempt(code: staff.recoveryCodes[2], ["Sec-Fetch-Site": "cross-site"])
        #expect(lured.code == "cross_site")
        #expect(lured.headers["set-cookie"] == nil)
    }

    @Test func `a cookie that comes twice is nobody's, and a key goes before it`() async throws {
        let interface = try await TestInterface.shared
        let session = try await Staff(interface, as: .admin).signIn()
        let account = { (headers: [String: String], key: String?) in
            try await interface.ask(.get, "account", key: key, nil, headers)
        }
        #expect(try await account(["Cookie": "a=b; \(session.cookie); c"], nil).status == 200)
        #expect(try await account(["Cookie": "\(session.cookie); \(session.cookie)"], nil).status == 401)
        #expect(try await account(["Cookie": "__Host-session="], nil).status == 401)
        #expect(try await account(["Cookie": session.cookie], interface.keys[.desk]).status == 404)
        #expect(try await account(["Cookie": session.cookie], "bg_wrong").status == 401)
    }

    @Test func `a repeated request and a cursor are those of the account and the session`() async throws {
        let interface = try await TestInterface.shared
        let staff = try await Staff(interface, as: .admin)
        let (session, other) = (try await staff.signIn(0), try await staff.signIn(1))
        let key = ["Idempotency-Key": UUID().uuidString]
        let body = Bodies.organisation("desk", "MA")
        let first = try await session.ask(.post, "organisations", body, key)
        #expect(try await other.ask(.post, "organisations", body, key)["id"].string == first["id"].string)
        let next = try #require(try await session.ask(.get, "organisations?limit=1")["next"].string)
        #expect(try await session.ask(.get, "organisations?limit=1&cursor=\(next)").status == 200)
        #expect(try await other.ask(.get, "organisations?limit=1&cursor=\(next)").code == "cursor_invalid")
    }

    @Test func `pages of origins on the list may ask with keys, and others see nothing`() async throws {
        let interface = try Interface(
            try await TestInterface.shared.service, origins: ["https://desk.example.org", "http://localhost:3000"])
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { await interface.answer($0) }
        let client = Client(port: server.port, session: URLSession(configuration: .ephemeral))
        let ask = { (method: HTTP.Method, origin: String) in
            try await client.ask(method, "offers", key: nil, nil, ["Origin": origin])
        }
        let shown = try await ask(.get, "https://desk.example.org")
        #expect(shown.status == 200)
        #expect(shown.headers["access-control-allow-origin"] == "https://desk.example.org")
        #expect(shown.headers["access-control-expose-headers"]?.contains("ETag") == true)
        #expect(shown.headers["vary"]?.contains("Origin") == true)
        let flight = try await ask(.options, "http://localhost:3000")
        #expect(flight.status == 204)
        #expect(flight.headers["access-control-allow-methods"]?.contains("POST") == true)
        #expect(flight.headers["access-control-allow-headers"]?.contains("Authorization") == true)
        for origin in ["https://evil.example.org", "null", "https://desk.example.org.evil.example"] {
            for method in [HTTP.Method.get, .options] {
                let answer = try await ask(method, origin)
                #expect(answer.headers.keys.allSatisfy { !$0.hasPrefix("access-control") })
                #expect(answer.headers["vary"]?.contains("Origin") == true)
            }
        }
        for answer in [shown, flight] { #expect(answer.headers["access-control-allow-credentials"] == nil) }
        // A proxy that gives another host has the service's own origin on the list.
        let session = try await Staff(try await TestInterface.shared, as: .admin).signIn()
        let changed = try await client.ask(
            .post, "organisations", key: nil, Bodies.organisation("desk", "MA"),
            [
                "Origin": "https://desk.example.org", "Cookie": session.cookie, "X-CSRF-Token": session.csrf,
                "Idempotency-Key": UUID().uuidString,
            ])
        #expect(changed.status == 201, "\(changed.text)")
        await server.stop()
    }
}
