import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// What is done to records is written down in the same transaction, and nobody changes what is written.
@Suite struct AuditTests {
    private let records: Records
    private var database: TestDatabase { records.database }

    init() async throws { records = try await Records() }

    private func lines(of subject: UUID) async throws -> [String] {
        try await database.owner.run(ReadAudit(of: subject)).reversed().map {
            "\($0.act) \($0.kind) \($0.fields.joined(separator: ","))".trimmingCharacters(in: .whitespaces)
        }
    }

    @Test func `an act has a line with who did it and which fields, and no value`() async throws {
        let key = UUID()
        var desk = Asker(.desk)
        desk.organisations = [records.desk.uuid]
        desk.key = key
        let act = Act(operation: "registerMember", trace: "4bf92f3577b34da6a3ce929d0e0e4736")
        let id = Identifier<Member>.new(at: Records.now)
        let insert = InsertMember(
            id: id, member: try records.member(),
            consents: [try Records.consent(), try Records.consent(.shareWithDesk, with: records.desk)],
            contact: ["email": "d@example.org"], at: Records.now)
        try await database.store.asked(by: desk).during(act).run(insert)
        let first = try #require(try await database.owner.run(ReadAudit(of: id.uuid)).last)
        #expect(first.role == "bg_desk")
        #expect(first.key == key)
        #expect(first.operation == "registerMember")
        #expect(first.trace == "4bf92f3577b34da6a3ce929d0e0e4736")
        let inserted = ["consent", "contact", "member", "origin", "person", "residence"].map { "insert \($0)" }
        #expect(try await lines(of: id.uuid).sorted() == inserted)
        try await database.execute("UPDATE bg.person SET name = 'Dimitra', status = 'restricted' WHERE id = \(id.uuid)")
        try await database.execute("DELETE FROM bg.person_contact WHERE person = \(id.uuid)")
        #expect(
            try await lines(of: id.uuid).suffix(3)
                == ["update person name,status", "update member granted,matched", "delete contact"])
        try await database.store.asked(by: desk).run(RecordReading("contact", of: id.uuid, fields: ["email"]))
        #expect(try await lines(of: id.uuid).last == "read contact email")
        let all = try await database.contents(of: "SELECT * FROM log.audit")
        #expect(!all.contains { $0.contains("example.org") || $0.contains("Dimitr") })
    }

    @Test func `every table of records is audited`() async throws {
        // That a session goes on is no act, nor that a webhook was tried.
        let unaudited = try await database.contents(
            of: """
                SELECT c.oid::regclass::text AS name FROM pg_class c
                WHERE c.relnamespace = 'bg'::regnamespace AND c.relkind = 'r' AND c.relname !~ '^(criteria|assignment_)'
                    AND (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname ~ '^audit_')
                        <> CASE WHEN c.relname IN ('session', 'webhook') THEN 2 ELSE 3 END
                """)
        #expect(unaudited.isEmpty)
    }

    @Test func `an act whose line cannot be written does not happen`() async throws {
        try await database.execute("ALTER TABLE log.audit ADD CHECK (kind <> 'contact') NOT VALID")
        let before = try await database.contents(of: "SELECT * FROM bg.person")
        await #expect(throws: StoreError.self) { try await records.addMember() }
        #expect(try await database.contents(of: "SELECT * FROM bg.person") == before)
    }

    @Test(arguments: [StoreRole.desk, .admin, .member, .matcher, .owner])
    func `no role changes or removes a line or a seal`(role: StoreRole) async throws {
        _ = try await database.owner.run(SealAudit())
        for table: SQL in ["log.audit", "log.seal"] {
            for act: SQL in ["UPDATE \(table) SET at = now()", "DELETE FROM \(table)", "TRUNCATE \(table)"] {
                await #expect(throws: StoreError.self) { try await database.execute(act, as: role) }
            }
        }
        if role != .owner {
            await #expect(throws: StoreError.self) {
                try await database.execute(
                    "INSERT INTO log.audit (act, kind, subject) VALUES ('read', 'x', \(UUID()))", as: role)
            }
        }
        #expect(try await database.owner.run(VerifyAudit()).isWhole)
    }

    @Test func `under many writers each line is sealed once, whatever the order of their commits`() async throws {
        let stop = Date.now + 2
        let store = database.store
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<6 {
                group.addTask {
                    var turn = 0
                    while Date.now < stop {
                        turn += 1
                        let (isKept, pause) = ((writer + turn) % 3 > 0, Double(turn % 5) / 1_000)
                        try? await store.transaction(as: .desk) { transaction throws(StoreError) in
                            try RecordReading("writer", of: UUID()).run(in: transaction)
                            Thread.sleep(forTimeInterval: pause)
                            if !isKept { throw StoreError.notFound }
                        }
                    }
                }
            }
            group.addTask {
                while Date.now < stop { _ = try await store.run(SealAudit()) }
            }
            try await group.waitForAll()
        }
        _ = try await store.run(SealAudit())
        let result = try await database.owner.run(VerifyAudit())
        #expect(result.isWhole)
        #expect(result.unsealed == 0)
        #expect(result.lines > 50)
        #expect(result.seals > 5)
        let sealed = try await database.contents(of: "SELECT sum(lines) AS lines FROM log.seal")
        #expect(sealed == [#"{"lines": \#(result.lines)}"#])
    }

    @Test func `a line that was open while others were sealed is sealed later`() async throws {
        _ = try await database.store.run(SealAudit())
        let open = await OpenTransaction(
            "INSERT INTO log.audit (act, kind, subject) VALUES ('read', 'late', \(UUID()))", in: database.owner)
        _ = try await records.addMember()
        #expect(try await database.store.run(SealAudit()) > 0)
        try await open.commit()
        #expect(try await database.owner.run(VerifyAudit()).unsealed == 1)
        #expect(try await database.store.run(SealAudit()) == 1)
        #expect(try await database.owner.run(VerifyAudit()).isWhole)
    }

    @Test(arguments: [
        "UPDATE log.audit SET fields = '{name}' WHERE id = 3",
        "UPDATE log.audit SET at = at + interval '1 microsecond' WHERE id = 3",
        "DELETE FROM log.audit WHERE id = 3",
        "INSERT INTO log.audit (xid, act, kind, subject) SELECT xid, act, kind, subject FROM log.audit WHERE id = 3",
        "UPDATE log.seal SET lines = lines + 1 WHERE number = 1",
        "DELETE FROM log.seal WHERE number = 1",
    ])
    func `what an owner of the tables changes is found`(change: String) async throws {
        _ = try await database.store.run(SealAudit())
        _ = try await records.addMember()
        _ = try await database.store.run(SealAudit())
        #expect(try await database.owner.run(VerifyAudit()).isWhole)
        for table in ["audit", "seal"] {
            try await database.execute("ALTER TABLE log.\(literally: table) DISABLE TRIGGER only_added")
        }
        try await database.execute("\(literally: change)")
        #expect(try await !database.owner.run(VerifyAudit()).isWhole)
    }

    @Test func `after a restore the chain goes on over all lines there are`() async throws {
        _ = try await database.store.run(SealAudit())
        _ = try await records.addMember()
        try await database.execute("UPDATE log.epoch SET epoch = gen_random_uuid()")
        let lines = try await database.owner.run(VerifyAudit()).lines
        #expect(try await database.store.run(SealAudit()) == lines)
        _ = try await records.addMember()
        #expect(try await database.store.run(SealAudit()) > 0)
        let result = try await database.owner.run(VerifyAudit())
        #expect(result.isWhole)
        #expect(result.unsealed == 0)
    }
}
