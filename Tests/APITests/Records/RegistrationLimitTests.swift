import Foundation
import HTTP
import Matching
import Postgres
import Store
import TestDatabase
import Testing

@testable import API

/// How much an organisation registers in a day (checklist 29).
@Suite struct RegistrationLimitTests {
    /// An organisation with as many ventures and offers as it may have registered today but one, and its key.
    private func organisation(
        _ kind: String, _ interface: TestInterface, parent: String? = nil
    ) async throws -> (id: String, key: String) {
        let id = try await interface.register(
            "organisations", as: .admin, Bodies.organisation(kind, "MA", parent: parent))
        try await interface.database.execute(
            """
            WITH made AS MATERIALIZED (
                SELECT gen_random_uuid() AS venture, gen_random_uuid() AS need, gen_random_uuid() AS offer,
                    gen_random_uuid() AS asked, gen_random_uuid() AS given FROM generate_series(1, 499)
            ), criteria AS (
                INSERT INTO bg.criteria (id, side, owner, kind) SELECT need, 'need', venture, 3 FROM made
                UNION ALL SELECT asked, 'need', offer, 4 FROM made UNION ALL SELECT given, 'profile', offer, 4 FROM made
            ), ventures AS (
                INSERT INTO bg.venture (id, organisation, name, stage, need)
                SELECT venture, '\(literally: id)', 'x', 'idea', need FROM made
            )
            INSERT INTO bg.offer (id, organisation, centre, kind, title, need, gives, opens_at, closes_at, zone)
            SELECT offer, '\(literally: id)', '\(literally: id)', 'post', '{"en": "x"}', asked, given, now(),
                now() + interval '1 day', 'UTC' FROM made
            """)
        let owner = interface.database.owner
        let key =
            kind == "desk"
            ? try await CreateKey(for: .desk(TestInterface.id(id))).run(in: owner)
            : try await CreateKey(for: .partner(TestInterface.id(id))).run(in: owner)
        return (id, key)
    }

    @Test(arguments: ["ventures", "offers"])
    func `an organisation registers 500 of them a day, however many ask at once`(resource: String) async throws {
        let interface = try await TestInterface.shared
        let (id, key) = try await organisation(resource == "ventures" ? "desk" : "centre", interface)
        let body = resource == "ventures" ? Bodies.venture(id) : Bodies.offer(id, id)
        let register = { @Sendable in
            try await interface.ask(.post, resource, key: key, body, ["Idempotency-Key": UUID().uuidString])
        }
        let answers = try await AtOnce.all(Array(1...4)) { _ in try await register() }
        #expect(answers.count { $0.status == 201 } == 1, "\(AtOnce.codes(answers))")
        #expect(answers.count { $0.code == "registration_limit" } == 3)
        try await interface.database.execute(
            """
            UPDATE bg.\(literally: String(resource.dropLast())) SET created_at = now() - interval '25 hours'
            WHERE organisation = '\(literally: id)'
            """)
        #expect(try await register().status == 201)
    }

    @Test func `nor are they registered under another organisation and given to it`() async throws {
        let interface = try await TestInterface.shared
        let above = try await interface.register("organisations", as: .admin, Bodies.organisation("desk", "MA"))
        let key = try await CreateKey(for: .desk(TestInterface.id(above))).run(in: interface.database.owner)
        let (full, _) = try await organisation("desk", interface, parent: above)
        func register(_ desk: String) async throws -> Answer {
            try await interface.ask(
                .post, "ventures", key: key, Bodies.venture(desk), ["Idempotency-Key": UUID().uuidString])
        }
        #expect(try await register(full).status == 201)
        let venture = try #require(try await register(above)["id"].string)
        let patch = ["If-Match": "\"1\"", "Content-Type": "application/merge-patch+json"]
        let move = { try await interface.ask(.patch, "ventures/\(venture)", key: key, #"{"desk": "\#(full)"}"#, patch) }
        let refused = try await move()
        #expect(refused.code == "registration_limit", "\(refused.text)")
        try await interface.database.execute(
            "UPDATE bg.venture SET created_at = now() - interval '25 hours' WHERE id = '\(literally: venture)'")
        let moved = try await move()
        #expect(moved.status == 200, "\(moved.text)")
    }
}
