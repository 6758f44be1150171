import Foundation
import HTTP
import Testing

@testable import API

/// A repeated POST that creates something.
@Suite struct IdempotencyTests {
    private func register(
        _ interface: TestInterface, _ key: String?, name: String = "Une fois", as role: Role = .desk
    ) async throws -> Answer {
        try await interface.ask(
            .post, "ventures", as: role, Bodies.venture(interface.desk, name),
            key.map { ["Idempotency-Key": $0] } ?? [:])
    }

    @Test func `without a key nothing is created`() async throws {
        let interface = try await TestInterface.shared
        for key in [nil, String(repeating: "k", count: 256), "clé"] {
            let refused = try await register(interface, key, name: "Sans clé")
            #expect(refused.status == 400)
            #expect(refused.code == "idempotency_key_missing")
        }
        #expect(try await ventures(interface, named: "Sans clé") == 0)
    }

    @Test func `a repetition is answered with the same bytes, and creates nothing`() async throws {
        let interface = try await TestInterface.shared
        let first = try await register(interface, "repeated", name: "Répétée")
        let second = try await register(interface, "repeated", name: "Répétée")
        #expect(first.status == 201)
        #expect(second.status == 201)
        #expect(second.body == first.body)
        #expect(second.headers["location"] == first.headers["location"])
        #expect(second.etag == first.etag)
        #expect(try await ventures(interface, named: "Répétée") == 1)
    }

    @Test func `the same key with another body is refused`() async throws {
        let interface = try await TestInterface.shared
        #expect(try await register(interface, "taken").status == 201)
        let other = try await register(interface, "taken", name: "Une autre")
        #expect(other.status == 422)
        #expect(other.code == "idempotency_payload_differs")
    }

    @Test func `a registration that is repeated after the person was erased brings nobody back`() async throws {
        let interface = try await TestInterface.shared
        let register = {
            try await interface.ask(
                .post, "members", as: .desk, Bodies.member("Forgotten Person"), ["Idempotency-Key": "Forgotten's key"])
        }
        let id = try #require(try await register()["id"].string)
        #expect(try await register()["id"].string == id)
        let key = try await interface.memberKey(id)
        #expect(try await interface.ask(.post, "members/me/erasure", key: key).status == 204)
        for _ in 0..<2 { #expect(try await register().code == "idempotency_payload_differs") }
        #expect(try await !interface.database.owner.run(EveryTable()).contains("Forgotten"))
    }

    @Test func `a refused request leaves its key free`() async throws {
        let interface = try await TestInterface.shared
        let refused = try await interface.ask(
            .post, "ventures", as: .desk, #"{"name": "x"}"#, ["Idempotency-Key": "corrected"])
        #expect(refused.status == 422)
        #expect(try await register(interface, "corrected").status == 201)
    }

    @Test func `a key belongs to whoever shows it`() async throws {
        let interface = try await TestInterface.shared
        #expect(try await register(interface, "common").status == 201)
        let other = try await interface.ask(
            .post, "ventures", key: interface.otherDeskKey, Bodies.venture(interface.otherDesk, "Autre"),
            ["Idempotency-Key": "common"])
        #expect(other.status == 201, "\(other.text)")
    }

    @Test func `sixteen at once create one record`() async throws {
        let interface = try await TestInterface.shared
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 0..<16 { group.addTask { try await register(interface, "at once", name: "Seize") } }
            return try await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        let created = answers.filter { $0.status == 201 }
        #expect(!created.isEmpty)
        #expect(Set(created.map(\.body)).count == 1)
        for refused in answers where refused.status != 201 {
            #expect(refused.status == 409)
            #expect(refused.code == "idempotency_in_flight")
            #expect(refused.headers["retry-after"] == "1")
        }
        #expect(try await ventures(interface, named: "Seize") == 1)
    }

    /// How many there are in the database itself.
    private func ventures(_ interface: TestInterface, named name: String) async throws -> Int {
        try await interface.database.owner.run(CountVentures(name: name))
    }
}
