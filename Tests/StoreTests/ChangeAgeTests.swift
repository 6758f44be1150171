import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// Changes are kept for an hour from when they were written, not from when their transaction began.
@Suite struct ChangeAgeTests {
    @Test func `what a long transaction wrote at its end is young`() async throws {
        let records = try await Records()
        let venture = try records.venture(of: [])
        let began = try await records.database.store.transaction { transaction throws(StoreError) in
            let began = try Self.clock(transaction)
            try InsertVenture(id: .new(at: Records.now), venture: venture).run(in: transaction)
            return began
        }
        #expect(
            try await records.database.count("SELECT count(*) FROM log.change WHERE kind = 'venture' AND at > \(began)")
                > 0)
    }

    /// The instant at which a transaction began, some milliseconds after it.
    private static func clock(_ transaction: StoreTransaction) throws(StoreError) -> Date {
        do throws(PostgresError) {
            var row = try transaction.query("SELECT now() + interval '10 ms', pg_sleep(0.05)").first
            return try row?.next(Date.self) ?? .distantFuture
        } catch {
            throw StoreError(error)
        }
    }
}
