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

    @Test func `changes of more than an hour are forgotten, and no reader who may need them goes on`() async throws {
        let records = try await Records()
        let (database, store) = (records.database, records.database.store)
        let cursor = try await store.run(ReadFeedCursor())
        try await store.run(InsertVenture(id: .new(at: Records.now), venture: records.venture(of: [])))
        try await store.run(PruneChanges())
        #expect(try await store.run(ReadChanges(since: cursor)).ids["venture"]?.count == 1)
        try await database.execute("UPDATE log.change SET at = at - interval '59 minutes'")
        try await store.run(PruneChanges())
        #expect(try await store.run(ReadChanges(since: cursor)).ids["venture"]?.count == 1)
        try await database.execute("UPDATE log.change SET at = at - interval '2 minutes'")
        try await store.run(PruneChanges())
        #expect(try await database.count("SELECT count(*) FROM log.change") == 0)
        for (minutes, mustReload) in [(0.0, false), (49, false), (51, true), (61, true)] {
            let away = FeedCursor(snapshot: cursor.snapshot, epoch: cursor.epoch, at: cursor.at - minutes * 60)
            #expect(
                try await store.run(ReadChanges(since: away)).mustReload == mustReload, "away for \(minutes) minutes")
        }
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
