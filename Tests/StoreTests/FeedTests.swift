import Foundation
import Model
import Postgres
import Store
import Synchronization
import TestDatabase
import Testing

/// Whoever follows the changes misses none, in whatever order transactions begin and commit.
@Suite struct FeedTests {
    private static let writers = 6
    private static let changes = 50

    @Test func `a follower sees every committed change and no other, where one who follows by number misses some`()
        async throws
    {
        let records = try await Records()
        let (store, reader) = (records.database.store, records.database.feed)
        let mentors = try await records.mentors(Self.writers * Self.changes + 1)
        // It takes its number before all others, and commits after them.
        let late = mentors[mentors.count - 1]
        var follower = Follower(cursor: try await reader.run(ReadFeedCursor()))
        var control = NumberFollower(reached: try await reader.run(ReadNumbers(after: 0)).last?.number ?? 0)

        let (begun, free) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
        let latest = Task {
            try await store.transaction { transaction throws(StoreError) in
                try transaction.touch(late)
                begun.continuation.yield()
                // On a thread of the pool's, which may wait.
                free.wait()
            }
        }
        for await _ in begun.stream { break }

        let haveEnded = Mutex(false)
        async let writing = {
            defer { haveEnded.withLock { $0 = true } }
            return try await Self.write(mentors.dropLast(), in: store)
        }()
        while !haveEnded.withLock({ $0 }) {
            try await follower.follow(reader)
            try await control.follow(reader)
        }
        let committed = try await writing
        try await follower.follow(reader)
        try await control.follow(reader)
        #expect(follower.seen == committed)
        free.signal()
        try await latest.value
        try await follower.follow(reader)
        try await control.follow(reader)

        #expect(follower.seen == committed.union([late]))
        #expect(!control.seen.contains(late))
        #expect(!control.seen.isEmpty, "the control follows")
        #expect(!committed.isEmpty && committed.count < mentors.count - 1, "some commit and some do not")
        let rest = try await reader.run(ReadChanges(since: follower.cursor))
        #expect(rest.isEmpty, "what was seen is not seen again")
    }

    @Test func `who knows another epoch must reload`() async throws {
        let database = try await TestDatabase.empty()
        let cursor = try await database.feed.run(ReadFeedCursor())
        #expect(try await database.feed.run(ReadChanges(since: cursor)).isEmpty)
        try await database.execute("UPDATE log.epoch SET epoch = gen_random_uuid()")
        #expect(try await database.feed.run(ReadChanges(since: cursor)).mustReload)
    }

    @Test func `after a crash, what was written since the cursor is read, though its numbers were given before`()
        async throws
    {
        let database = try await TestDatabase.empty()
        let (reader, id) = (database.feed, UUID())
        let present = try await reader.run(ReadFeedCursor())
        // Numbers up to a million were given, lost in the crash, and are given again; the server was away for five minutes.
        let cursor = FeedCursor(
            snapshot: "1000000:1000000:", epoch: present.epoch, at: present.at - 300, session: present.session)
        try await database.execute(
            "INSERT INTO log.change (kind, id, at) VALUES ('venture', \(id), now() - interval '4 minutes')")
        #expect(try await reader.run(ReadChanges(since: cursor)).isEmpty, "the difference passes over it")
        // The reader's connection opens another session without a word.
        try await database.disconnectAll()
        let changes = try await reader.run(ReadChanges(since: cursor))
        #expect(changes.ids == ["venture": [id]])
        #expect(try await reader.run(ReadChanges(since: changes.cursor)).isEmpty, "once for each session")
    }

    @Test func `after a restart that set the clock back by hours, all is to be read anew`() async throws {
        let database = try await TestDatabase.empty()
        let present = try await database.feed.run(ReadFeedCursor())
        let cursor = FeedCursor(
            snapshot: present.snapshot, epoch: present.epoch, at: present.at + 7_200, session: present.session)
        #expect(try await !database.feed.run(ReadChanges(since: cursor)).mustReload, "the session is the same")
        try await database.disconnectAll()
        #expect(try await database.feed.run(ReadChanges(since: cursor)).mustReload)
    }

    /// Changes each mentor once, in transactions short and long of which a third fails; returns those that committed.
    private static func write(_ mentors: ArraySlice<UUID>, in store: Store) async throws -> Set<UUID> {
        try await withThrowingTaskGroup(of: [UUID].self) { group in
            for writer in 0..<writers {
                group.addTask {
                    var committed: [UUID] = []
                    for index in stride(from: writer, to: mentors.count, by: writers) {
                        if try await attempt(mentors[index], in: store) { committed.append(mentors[index]) }
                    }
                    return committed
                }
            }
            return try await group.reduce(into: Set()) { $0.formUnion($1) }
        }
    }

    private static func attempt(_ mentor: UUID, in store: Store) async throws -> Bool {
        do throws(StoreError) {
            try await store.transaction { transaction throws(StoreError) in
                try transaction.touch(mentor)
                if Int.random(in: 0..<4) == 0 { Thread.sleep(forTimeInterval: .random(in: 0...0.08)) }
                if Int.random(in: 0..<3) == 0 { throw .conflict("rolled back") }
            }
            return true
        } catch {
            guard case .conflict = error else { throw error }
            return false
        }
    }
}

/// One who follows as the index does.
private struct Follower {
    var cursor: FeedCursor
    var seen: Set<UUID> = []

    mutating func follow(_ store: Store) async throws {
        let changes = try await store.run(ReadChanges(since: cursor))
        seen.formUnion(changes.ids["mentor"] ?? [])
        cursor = changes.cursor
    }
}

/// One who trusts that numbers become visible in their order.
private struct NumberFollower {
    var reached: Int
    var seen: Set<UUID> = []

    mutating func follow(_ store: Store) async throws {
        for change in try await store.run(ReadNumbers(after: reached)) {
            seen.insert(change.id)
            reached = change.number
        }
    }
}

/// The changes of mentors with a number above another, by their number.
private struct ReadNumbers: Query {
    static var role: StoreRole? { .matcher }
    static var isReadOnly: Bool { true }
    let after: Int

    func run(in transaction: StoreTransaction) throws(StoreError) -> [(number: Int, id: UUID)] {
        do throws(PostgresError) {
            var changes: [(Int, UUID)] = []
            let sql: SQL = "SELECT seq, id FROM log.change WHERE seq > \(after) AND kind = 'mentor' ORDER BY seq"
            for row in try transaction.query(sql) {
                var row = row
                changes.append((try row.next(), try row.next()))
            }
            return changes
        } catch {
            throw StoreError(error)
        }
    }
}

extension StoreTransaction {
    fileprivate func touch(_ mentor: UUID) throws(StoreError) {
        do throws(PostgresError) {
            try execute("UPDATE bg.mentor SET held = held + 1 WHERE id = \(mentor)")
        } catch {
            throw StoreError(error)
        }
    }
}

extension Records {
    /// Adds so many mentors at once.
    fileprivate func mentors(_ count: Int) async throws -> [UUID] {
        var batch = RecordBatch()
        for _ in 0..<count {
            let id = Identifier<Member>.new(at: Self.now)
            batch.members.append(RecordBatch.NewMember(id: id, member: try member(), consents: []))
            batch.mentors.append(Mentor(member: id, headline: nil, profile: Profile(), capacity: 1, status: .open))
        }
        try await database.store.run(InsertMany(batch, at: Self.now))
        return batch.mentors.map(\.member.uuid)
    }
}
