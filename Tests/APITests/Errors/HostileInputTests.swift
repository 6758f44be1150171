import Foundation
import HTTP
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

    @Test(arguments: [
        "%25%25%25%25%25%25%25%25%25%25_", "((((((((((", "a:*%26!|b", "'%22\\%5C", "%EF%BF%BF%E2%80%AE",
        "a%20b%20c%20d%20e%20f",
        String(repeating: "a%25_", count: 66), String(repeating: "%F0%9F%98%80", count: 200),
    ])
    func `words that are hard to look for are looked for within the time of a statement (checklist 22)`(
        words: String
    ) async throws {
        let interface = try await TestInterface.shared
        for path in ["skills?q=\(words)", "offers?q=\(words)"] {
            let answer = try await interface.ask(.get, path)
            #expect(answer.status == 200, "\(path): \(answer.text)")
        }
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
