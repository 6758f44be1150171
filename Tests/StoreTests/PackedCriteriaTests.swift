import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// What is read of needs and profiles is what the rows of their lists say, whoever wrote them.
@Suite struct PackedCriteriaTests {
    /// How many criteria have lists that are not packed as they are.
    private static let wrong: SQL = """
        SELECT count(*) FROM bg.criteria c WHERE c.skills IS DISTINCT FROM (
                SELECT string_agg(int4send(coalesce(s.concept, 0)) || int4send(coalesce(s.level, 0) + 256 * s.importance
                    + 65536 * s.must::int + 16777216 * s.basis), '' ORDER BY s.position)
                FROM bg.criteria_skill s WHERE s.criteria = c.id)
            OR coalesce(c.words, '{}') <> ARRAY(
                SELECT s.text FROM bg.criteria_skill s WHERE s.criteria = c.id ORDER BY s.position)
            OR coalesce(c.sectors, '') <> array_to_string(ARRAY(
                SELECT concat(s.sector, ':', s.importance) FROM bg.criteria_sector s
                WHERE s.criteria = c.id ORDER BY s.position), ' ')
            OR coalesce(c.languages, '') <> array_to_string(ARRAY(
                SELECT concat(l.tag, ':', coalesce(l.cefr, 0), CASE WHEN l.must THEN '!' END) FROM bg.criteria_language l
                WHERE l.criteria = c.id ORDER BY l.position), ' ')
            OR coalesce(c.places, '') <> array_to_string(ARRAY(
                SELECT coalesce(p.region, p.country) FROM bg.criteria_place p
                WHERE p.criteria = c.id ORDER BY p.position), ' ')
        """

    /// A table of lists.
    enum List: String, CaseIterable {
        case skill, sector, language, place

        var table: String { "bg.criteria_\(rawValue)" }

        /// Rows for all criteria, other ones at each of the positions 2, 10 and 11.
        func insertion(at position: Int16) -> SQL {
            let others: (column: String, values: [String]) =
                switch self {
                case .skill: ("text", ["first", "x", "y"])
                case .sector: ("sector", ["U", "T", "S"])
                case .language: ("tag", ["sq", "mk-MK", "bg"])
                case .place: ("country", ["PT", "GR", "DE"])
                }
            return """
                INSERT INTO \(literally: table) (criteria, position, \(literally: others.column), owner, kind)
                SELECT id, \(position), \(others.values[position == 2 ? 0 : Int(position) - 9]), owner, kind FROM bg.criteria
                """
        }

        /// Statements of each kind, of many rows, and one that takes a row from one criteria to another.
        var changes: [SQL] {
            let values =
                switch self {
                case .skill: "level = 1, basis = 4, text = 'other'"
                case .sector: "importance = 3"
                case .language: "cefr = nullif(cefr, 5), must = NOT must"
                case .place: "region = NULL"
                }
            return [
                "UPDATE \(literally: table) SET \(literally: values) WHERE position = 0",
                "UPDATE \(literally: table) SET position = position + 5", insertion(at: 2),
                """
                DELETE FROM \(literally: table)
                WHERE position = 2 AND criteria = (SELECT min(criteria::text)::uuid FROM \(literally: table))
                """,
                """
                UPDATE \(literally: table) SET position = 100, (criteria, owner, kind) =
                    (SELECT criteria, owner, kind FROM \(literally: table) ORDER BY criteria LIMIT 1)
                WHERE position = 2 AND criteria = (SELECT max(criteria::text)::uuid FROM \(literally: table))
                """,
                "DELETE FROM \(literally: table) WHERE position = 5", "DELETE FROM \(literally: table)",
            ]
        }
    }

    @Test(arguments: List.allCases)
    func `rows that are added, changed and taken away by statements of any kind are packed`(list: List) async throws {
        let records = try await Records()
        let database = records.database
        for _ in 0..<3 { _ = try await records.addMember() }
        #expect(try await database.count(Self.wrong) == 0)
        let packed: SQL = "SELECT count(\(literally: list.rawValue)s) FROM bg.criteria"
        #expect(try await database.count(packed) == 6)
        for change in list.changes {
            try await database.execute(change)
            #expect(try await database.count(Self.wrong) == 0, "after \(change.text)")
        }
        #expect(try await database.count(packed) == 0)
    }

    @Test(arguments: List.allCases)
    func `sessions that fire no trigger pack them, too`(list: List) async throws {
        let records = try await Records()
        _ = try await records.addMember()
        try await records.database.owner.transaction(as: .owner) { transaction throws(StoreError) in
            do throws(PostgresError) {
                try transaction.execute("RESET ROLE")
                try transaction.execute("SET LOCAL session_replication_role = replica")
                try transaction.execute(list.changes[0])
            } catch {
                throw StoreError(error)
            }
        }
        #expect(try await records.database.count(Self.wrong) == 0)
    }

    @Test(arguments: List.allCases)
    func `a change of a list is a change of its criteria`(list: List) async throws {
        let records = try await Records()
        _ = try await records.addMember()
        for change in [list.insertion(at: 10)] + list.changes.prefix(2) + list.changes.suffix(1) {
            let cursor = try await records.database.feed.run(ReadFeedCursor())
            try await records.database.execute(change)
            let changed = try await records.database.feed.run(ReadChanges(since: cursor)).ids["criteria"] ?? []
            #expect(changed.count == 2, "profile and wish, after \(change.text)")
        }
    }

    @Test(arguments: List.allCases)
    func `who writes rows of the same criteria at the same time loses none`(list: List) async throws {
        let records = try await Records()
        let database = records.database
        _ = try await records.addMember()
        let first = await OpenTransaction(list.insertion(at: 10), in: database.owner)
        let second = Task { try await database.execute(list.insertion(at: 11)) }
        #expect(try await database.someoneWaits())
        try await first.commit()
        try await second.value
        #expect(try await database.count(Self.wrong) == 0)
        #expect(try await database.count("SELECT count(*) FROM \(literally: list.table) WHERE position >= 10") == 4)
    }
}
