import Foundation
import Matching
import Model
import Store
import Testing

@testable import API

/// Which keys open anything (checklist 7).
@Suite struct KeyTests {
    @Test func `a key that is unknown, expired or revoked opens nothing`() async throws {
        let interface = try await TestInterface.shared
        let revoked = try await CreateKey(for: .admin).run(in: interface.database.owner)
        #expect(try await interface.ask(.get, "curation/skills", key: revoked).status == 200)
        try await interface.database.owner.run(EndKey(revoked, .revoked))
        let expired = try await CreateKey(for: .admin).run(in: interface.database.owner)
        try await interface.database.owner.run(EndKey(expired, .expired))
        for key in [revoked, expired, "bg_unknown", "", revoked + "x"] {
            for path in ["curation/skills", "offers"] {
                let refused = try await interface.ask(.get, path, key: key)
                #expect(refused.status == 401, "\(path)")
                #expect(refused.code == "not_authenticated")
            }
        }
        let basic = try await interface.ask(.get, "offers", key: nil, nil, ["Authorization": "Basic YTpi"])
        #expect(basic.status == 401)
    }

    private func organisation(_ interface: TestInterface) async throws -> Identifier<Organisation> {
        try TestInterface.id(
            try await interface.register("organisations", as: .admin, Bodies.organisation("desk", "MA")))
    }

    @Test func `a key does what its scopes name`() async throws {
        let interface = try await TestInterface.shared
        let desk = try await organisation(interface)
        let owner = interface.database.owner
        let reading = try await CreateKey(for: .desk(desk), scopes: [.read]).run(in: owner)
        let writing = try await CreateKey(for: .desk(desk), scopes: [.write]).run(in: owner)
        let register = { (key: String) in
            try await interface.ask(
                .post, "ventures", key: key, Bodies.venture(desk.description),
                ["Idempotency-Key": UUID().uuidString])
        }
        for question in [("ventures", nil), ("members/search", "{}"), ("skills/suggest", #"{"text": "comptable"}"#)] {
            let ask = { (key: String) in
                try await interface.ask(question.1 == nil ? .get : .post, question.0, key: key, question.1)
            }
            #expect(try await ask(reading).status == 200, "\(question.0)")
            #expect(try await ask(writing).code == "scope_missing", "\(question.0)")
        }
        let refused = try await register(reading)
        #expect(refused.status == 403)
        #expect(refused.code == "scope_missing")
        #expect(refused["detail"].string == "this key lacks the scope write")
        #expect(try await register(writing).status == 201)
    }

    @Test func `a holder has two good keys at a time, also when several are made at once`() async throws {
        let interface = try await TestInterface.shared
        let desk = try await organisation(interface)
        let owner = interface.database.owner
        let made: [String] = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<6 { group.addTask { try? await CreateKey(for: .partner(desk)).run(in: owner) } }
            return await group.reduce(into: []) { keys, key in if let key { keys.append(key) } }
        }
        #expect(made.count == 2)
        await #expect(throws: MatchingError.self) { try await CreateKey(for: .partner(desk)).run(in: owner) }
        _ = try await CreateKey(for: .desk(desk)).run(in: owner)
        try await owner.run(EndKey(made[0], .revoked))
        _ = try await CreateKey(for: .partner(desk)).run(in: owner)
    }

    @Test func `when a key was last shown is known to the day, and is no act`() async throws {
        let interface = try await TestInterface.shared
        let desk = try await organisation(interface)
        let owner = interface.database.owner
        let key = try await CreateKey(for: .desk(desk)).run(in: owner)
        let row = { try #require(try await owner.run(FindKeys()).first { $0.organisation == desk }) }
        #expect(try await row().usedOn == nil)
        for _ in 1...2 { _ = try await interface.ask(.get, "ventures", key: key) }
        #expect(try await row().isUsedToday)
        let id = try await row().id
        #expect(try await owner.run(ReadAudit(of: id)).map(\.act) == ["insert"])
        try await owner.run(RevokeKey(id: id, at: .now))
        #expect(try await owner.run(ReadAudit(of: id)).map(\.act) == ["update", "insert"])
    }
}
