import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// What the index reads of skills is what their rows say, whoever wrote them.
@Suite struct PackedSkillsTests {
    /// How many criteria have skills that are not packed as they are.
    private static let wrong: SQL = """
        SELECT count(*) FROM bg.criteria c WHERE c.skills IS DISTINCT FROM (
            SELECT string_agg(int4send(coalesce(s.concept, 0)) || int4send(coalesce(s.level, 0) + 256 * s.importance
                + 65536 * s.must::int + 16777216 * s.basis), '' ORDER BY s.position)
            FROM bg.criteria_skill s WHERE s.criteria = c.id)
        """

    @Test func `rows that are added, changed and taken away by statements of any kind are packed`() async throws {
        let records = try await Records()
        let database = records.database
        for _ in 0..<3 { _ = try await records.addMember() }
        #expect(try await database.count(Self.wrong) == 0)
        #expect(try await database.count("SELECT count(*) FROM bg.criteria WHERE length(skills) = 16") >= 3)
        let changes: [SQL] = [
            "UPDATE bg.criteria_skill SET level = 1, basis = 4 WHERE position = 0",
            "UPDATE bg.criteria_skill SET position = position + 5",
            "INSERT INTO bg.criteria_skill SELECT id, 2, 'first', NULL, NULL, 2, false, 1, owner, kind FROM bg.criteria",
            """
            UPDATE bg.criteria_skill SET position = 100, (criteria, owner, kind) =
                (SELECT criteria, owner, kind FROM bg.criteria_skill ORDER BY criteria LIMIT 1)
            WHERE position = 2 AND criteria = (SELECT max(criteria::text)::uuid FROM bg.criteria_skill)
            """,
            "DELETE FROM bg.criteria_skill WHERE position = 5",
            "DELETE FROM bg.criteria_skill",
        ]
        for change in changes {
            try await database.execute(change)
            #expect(try await database.count(Self.wrong) == 0, "after \(change.text)")
        }
        #expect(try await database.count("SELECT count(*) FROM bg.criteria WHERE skills IS NOT NULL") == 0)
    }

    @Test func `sessions that fire no trigger pack them, too`() async throws {
        let records = try await Records()
        _ = try await records.addMember()
        try await records.database.owner.transaction(as: .owner) { transaction throws(StoreError) in
            do throws(PostgresError) {
                try transaction.execute("RESET ROLE")
                try transaction.execute("SET LOCAL session_replication_role = replica")
                try transaction.execute("UPDATE bg.criteria_skill SET importance = 3")
            } catch {
                throw StoreError(error)
            }
        }
        #expect(try await records.database.count(Self.wrong) == 0)
    }

    @Test func `a change of a skill is a change of its criteria`() async throws {
        let records = try await Records()
        _ = try await records.addMember()
        for change: SQL in [
            "INSERT INTO bg.criteria_skill (criteria, position, text, owner, kind) SELECT id, 7, 'x', owner, kind FROM bg.criteria",
            "UPDATE bg.criteria_skill SET level = 3 WHERE position = 7",
            "DELETE FROM bg.criteria_skill WHERE position = 7",
        ] {
            let cursor = try await records.database.feed.run(ReadFeedCursor())
            try await records.database.execute(change)
            let changed = try await records.database.feed.run(ReadChanges(since: cursor)).ids["criteria"] ?? []
            #expect(changed.count == 2, "profile and wish, after \(change.text)")
        }
    }

    @Test func `who writes skills of the same criteria at the same time loses none`() async throws {
        let records = try await Records()
        let database = records.database
        _ = try await records.addMember()
        let add = { (position: Int16) -> SQL in
            """
            INSERT INTO bg.criteria_skill (criteria, position, text, owner, kind)
            SELECT id, \(position), 'x', owner, kind FROM bg.criteria
            """
        }
        let first = await OpenTransaction(add(10), in: database.owner)
        let second = Task { try await database.execute(add(11)) }
        // Until it waits for the first.
        var isWaiting = false
        for _ in 0..<1_000 where !isWaiting {
            isWaiting = try await database.count("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0
        }
        #expect(isWaiting)
        try await first.commit()
        try await second.value
        #expect(try await database.count(Self.wrong) == 0)
        #expect(try await database.count("SELECT count(*) FROM bg.criteria_skill WHERE position >= 10") >= 2)
    }
}
