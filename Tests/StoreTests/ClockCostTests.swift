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

    /// By how much a number of the session's grows while the clock does something.
    private func growth(of number: SQL, by query: some Query, settings: [String: String] = [:]) async throws -> Int {
        try await database.store.transaction(as: .clock, settings: settings) { transaction throws(StoreError) in
            func read() throws(StoreError) -> Int {
                do throws(PostgresError) {
                    guard var row = try transaction.query(number).first else { return 0 }
                    return try row.next()
                } catch {
                    throw StoreError(error)
                }
            }
            let before = try read()
            _ = try query.run(in: transaction)
            return try read() - before
        }
    }

    @Test func `grants that end are looked for by their ends`() async throws {
        _ = try await records.addMember()
        // So few rows are read as they stand unless that is forbidden; an index that does not serve is left alone even then.
        let scans = try await growth(
            of: "SELECT pg_stat_get_xact_numscans('bg.member_granted_until'::regclass)", by: EndGrants(),
            settings: ["enable_seqscan": "off"])
        #expect(scans > 0)
    }
}
