import Foundation
import Postgres
import Store
import TestDatabase
import Testing

/// What is done each second reads what is due, however much there is of everything else.
@Suite struct ClockCostTests {
    private let records: Records
    private var database: TestDatabase { records.database }

    init() async throws { records = try await Records() }

    /// What a statement of the clock comes to, and what is asked behind it in the same transaction.
    private func number(
        _ sql: SQL, after query: some Query, settings: [String: String] = [:]
    ) async throws -> Int {
        try await database.store.transaction(as: .clock, settings: settings) { transaction throws(StoreError) in
            _ = try query.run(in: transaction)
            do throws(PostgresError) {
                guard var row = try transaction.query(sql).first else { return -1 }
                return try row.next(Int.self)
            } catch {
                throw StoreError.notFound
            }
        }
    }

    @Test func `a seal reads the new lines of the audit, and no others`() async throws {
        try await database.execute(
            "INSERT INTO log.audit (act, kind, subject) SELECT 'read', 'x', gen_random_uuid() FROM generate_series(1, 20000)"
        )
        _ = try await database.store.run(SealAudit())
        try await database.execute("INSERT INTO log.audit (act, kind, subject) VALUES ('read', 'x', gen_random_uuid())")
        let read = try await number(
            """
            SELECT pg_stat_get_xact_tuples_returned('log.audit'::regclass)
                + pg_stat_get_xact_tuples_fetched('log.audit'::regclass)
            """, after: SealAudit())
        #expect((1...20).contains(read))
        #expect(try await database.owner.run(VerifyAudit()).unsealed == 0)
    }

    @Test func `grants that end are looked for by their ends`() async throws {
        _ = try await records.addMember()
        // So few rows are read as they stand unless that is forbidden; an index that does not serve is left alone even then.
        let scans = try await number(
            "SELECT pg_stat_get_xact_numscans('bg.member_granted_until'::regclass)", after: EndGrants(),
            settings: ["enable_seqscan": "off"])
        #expect(scans > 0)
    }
}
