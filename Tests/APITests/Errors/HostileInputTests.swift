import Foundation
import FoundationNetworking
import HTTP
import Matching
import Store
import Testing

@testable import API

/// What somebody sends who means no good.
@Suite struct HostileInputTests {
    @Test(arguments: ["access_token", "key", "api_key", "Authorization"])
    func `a key in the query opens nothing, and is not repeated (checklist 15)`(name: String) async throws {
        let interface = try await TestInterface.shared
        let key = try #require(interface.keys[.desk])
        for path in ["members/\(interface.member)", "ventures", "offers"] {
            let refused = try await interface.ask(.get, "\(path)?\(name)=\(key)")
            #expect([400, 401].contains(refused.status), "\(path)")
            #expect(!refused.text.contains(key))
        }
    }

    private static let hard = [
        "%25%25%25%25%25%25%25%25%25%25_", "((((((((((", "a:*%26!|b", "'%22\\%5C", "%EF%BF%BF%E2%80%AE",
        "a%20b%20c%20d%20e%20f",
        String(repeating: "a%25_", count: 66), String(repeating: "%F0%9F%98%80", count: 200),
        (0..<40).map { "w\($0)" }.joined(separator: "%20"), String(repeating: "(a%7C", count: 40), "%5E(a%2B)%2B%24",
        String(repeating: "%27%20%26%20%21", count: 15), String(repeating: "a%3A%2A%20", count: 40),
    ]

    @Test(arguments: hard)
    func `words that are hard to look for cost the database at most 50 milliseconds (checklist 22)`(
        words: String
    ) async throws {
        let demo = try await DemoInterface.shared.interface
        let (hurried, known) = (demo.database.app.within(.milliseconds(50)), demo.service)
        let service = Service(store: hurried, index: known.index, organisations: known.organisations) { .now }
        let interface = try Interface(service)
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { await interface.answer($0) }
        let client = Client(port: server.port, session: URLSession(configuration: .ephemeral))
        for path in ["skills?q=\(words)", "offers?q=\(words)"] {
            // A statement that takes longer is ended; on a busy machine one may wait for a core.
            var statuses: [Int] = []
            for _ in 0..<4 where statuses.last != 200 {
                statuses.append(try await client.ask(.get, path, key: nil, nil, [:]).status)
            }
            #expect(statuses.last == 200, "\(path): \(statuses)")
        }
        await server.stop()
    }

    @Test(arguments: hard)
    func `words that are hard to look for are looked for within the time of a statement (checklist 22)`(
        words: String
    ) async throws {
        let interface = try await TestInterface.shared
        for path in ["skills?q=\(words)", "offers?q=\(words)"] {
            let answer = try await interface.ask(.get, path)
            #expect(answer.status == 200, "\(path): \(answer.text)")
        }
    }

    @Test(arguments: [
        "300000-01-01T00:00:00Z", "294277-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00",
        "0000-01-01T00:00:00Z", "-2026-01-01T00:00:00Z", "99999999999999999999-01-01T00:00:00Z",
        "2026-07-01T00:00:00.\(String(repeating: "1", count: 60))Z", "2026-07-01T00:00:00+99999999999:00",
    ])
    func `an instant that no database holds is refused wherever one is given, and ends nothing`(instant: String)
        async throws
    {
        let interface = try await TestInterface.shared
        let sharing =
            #"{"purpose": "share_with_desk", "organisation": "\#(interface.desk)", "text_version": "1", "language": "fr","#
        let consent = try await interface.ask(
            .post, "members/me/consents", as: .member, sharing + #""until": "\#(instant)"}"#)
        #expect(consent.json.complaints == ["/until date_impossible"], "\(consent.text)")
        let asked = try await interface.ask(
            .post, "matches", #"{"seek": ["offers"], "profile": {}, "at": "\#(instant)"}"#)
        #expect(asked.json.complaints == ["/at date_impossible"], "\(asked.text)")
        let query = instant.replacing("+", with: "%2B")
        let found = try await interface.ask(.get, "members/me/matches?at=\(query)", as: .member)
        #expect(found.code == "malformed_parameter", "\(found.text)")
        let offer = Bodies.offer(interface.employer, interface.centre).replacing("2099-12-01T00:00:00Z", with: instant)
        let offered = try await interface.ask(
            .post, "offers", as: .partner, offer, ["Idempotency-Key": UUID().uuidString])
        #expect(offered.json.complaints.contains("/closes_at date_impossible"), "\(offered.text)")
    }

    @Test func `longer words than any name are not looked for (checklist 22)`() async throws {
        let interface = try await TestInterface.shared
        let words = String(repeating: "a", count: 201)
        #expect(try await interface.ask(.get, "skills?q=\(words)").code == "malformed_parameter")
        #expect(try await interface.ask(.get, "offers?q=\(words)").code == "malformed_parameter")
    }

    @Test func `an address that somebody else has registers like any other (checklist 8)`() async throws {
        let interface = try await TestInterface.shared
        let register = { (key: String?) in
            try await interface.ask(
                .post, "members", key: key, Bodies.member("Of Two Desks"), ["Idempotency-Key": UUID().uuidString])
        }
        let first = try await register(interface.keys[.desk])
        let second = try await register(interface.otherDeskKey)
        #expect(first.status == 201)
        #expect(second.status == 201)
        #expect(
            PolicyQuestion.comparable(first, [first["id"].string ?? "?"]).count
                == PolicyQuestion.comparable(second, [second["id"].string ?? "?"]).count)
    }

    @Test func `no table holds a key that was given out (checklist 14)`() async throws {
        let interface = try await TestInterface.shared
        let rows = try await interface.database.owner.run(EveryTable())
        #expect(rows.contains("log.key") || rows.contains("key"))
        for key in Array(interface.keys.values) + [interface.otherDeskKey] {
            #expect(!rows.contains(key))
            #expect(!rows.contains(key.dropFirst(3)))
        }
    }
}
