import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// Changes are kept until every reader has read them or is too late, and not for longer.
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

    @Test func `changes that were visible for an hour are forgotten, and no reader who may need them goes on`()
        async throws
    {
        let records = try await Records()
        let (database, store) = (records.database, records.database.store)
        let cursor = try await store.run(ReadFeedCursor())
        try await store.run(InsertVenture(id: .new(at: Records.now), venture: records.venture(of: [])))
        try await store.run(PruneChanges())
        for minutes in [59, 2] {
            #expect(try await store.run(ReadChanges(since: cursor)).ids["venture"]?.count == 1)
            try await database.age(byMinutes: minutes)
            try await store.run(PruneChanges())
        }
        #expect(try await database.count("SELECT count(*) FROM log.change") == 0)
        #expect(try await database.count("SELECT count(*) FROM log.feed_mark") == 3, "the last past one and all later")
        for (minutes, mustReload) in [(0.0, false), (49, false), (51, true), (61, true)] {
            let away = FeedCursor(
                snapshot: cursor.snapshot, epoch: cursor.epoch, at: cursor.at - minutes * 60, session: 0)
            #expect(
                try await store.run(ReadChanges(since: away)).mustReload == mustReload, "away for \(minutes) minutes")
        }
    }

    @Test func `what a transaction of two hours wrote at its beginning is kept for an hour from its end`() async throws
    {
        let database = try await TestDatabase.empty()
        let (store, id) = (database.store, UUID())
        let long = await OpenTransaction(
            "INSERT INTO log.change (kind, id, at) VALUES ('venture', \(id), now() - interval '2 hours')",
            in: database.owner)
        try await store.run(PruneChanges())
        try await database.age(byMinutes: 61)
        let cursor = try await store.run(ReadFeedCursor())
        try await store.run(PruneChanges())
        try await long.commit()
        try await store.run(PruneChanges())
        #expect(try await store.run(ReadChanges(since: cursor)).ids == ["venture": [id]])
        try await database.age(byMinutes: 61)
        try await store.run(PruneChanges())
        #expect(try await database.count("SELECT count(*) FROM log.change") == 0, "it was visible at the third mark")
    }

    @Test func `a transaction that stands open keeps only its own changes from being forgotten`() async throws {
        let database = try await TestDatabase.empty()
        let (store, id) = (database.store, UUID())
        let long = await OpenTransaction(
            "INSERT INTO log.change (kind, id) VALUES ('venture', \(id))", in: database.owner)
        try await database.execute("INSERT INTO log.change (kind) VALUES ('taxonomy')")
        try await store.run(PruneChanges())
        try await database.age(byMinutes: 61)
        try await store.run(PruneChanges())
        #expect(try await database.count("SELECT count(*) FROM log.change") == 0)
        try await long.commit()
        #expect(try await database.count("SELECT count(*) FROM log.change") == 1)
    }

    @Test func `the marks of a database that was restored since are none`() async throws {
        let database = try await TestDatabase.empty()
        try await database.store.run(PruneChanges())
        try await database.execute("INSERT INTO log.change (kind, xid) VALUES ('taxonomy', '3')")
        try await database.age(byMinutes: 61)
        try await database.execute("UPDATE log.epoch SET epoch = gen_random_uuid()")
        try await database.store.run(PruneChanges())
        #expect(try await database.count("SELECT count(*) FROM log.change") == 1)
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

extension TestDatabase {
    /// Makes changes and marks as if they were older.
    fileprivate func age(byMinutes minutes: Int) async throws {
        try await execute("UPDATE log.change SET at = at - make_interval(mins => \(Int32(minutes)))")
        try await execute("UPDATE log.feed_mark SET at = at - make_interval(mins => \(Int32(minutes)))")
    }
}
