import Demo
import Foundation
import Matching
import Model
import Ranking
import Store
import Synchronization
import TestDatabase
import Testing

/// The index keeps in step with the database, whatever happens to either.
@Suite struct FollowTests {
    /// A follower that runs until the value is gone.
    private final class Following: Sendable {
        let service: Service
        let events = Mutex<[FeedEvent]>([])
        private let task: Mutex<Task<Void, Never>?> = Mutex(nil)

        init(_ database: TestDatabase, _ adjust: (inout FollowChanges) -> Void = { _ in }) {
            service = Service(store: database.app) { Population.clock }
            let (signals, _) = AsyncStream.makeStream(of: Void.self)
            var follow = FollowChanges(service, through: database.feed) { [weak self] event in
                self?.events.withLock { $0.append(event) }
            }
            adjust(&follow)
            task.withLock { [follow] in $0 = Task { await follow.run(signals: signals) } }
        }

        var hasMerged: Bool { events.withLock { $0.contains { if case .merged = $0 { true } else { false } } } }

        func waitForMerge() async throws {
            for _ in 0..<600 where !hasMerged { try await Task.sleep(for: .milliseconds(50)) }
            #expect(hasMerged)
        }

        deinit { task.withLock { $0?.cancel() } }

        /// Waits until the index stands as of an instant of the database that is later than now.
        func catchUp(_ database: TestDatabase) async throws {
            let now = try await database.store.run(ReadFeedCursor()).at
            for _ in 0..<1_200 {
                if let snapshot = service.index.snapshot, snapshot.asOf > now { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            Issue.record("the index does not catch up")
        }
    }

    /// Every document of the index equals that of a fresh load, and there is no other.
    private func expectSame(_ service: Service, _ database: TestDatabase) async throws {
        let snapshot = try #require(service.index.snapshot)
        let fresh = Service(store: database.app, organisations: service.organisations) { Population.clock }
        try await fresh.load()
        let expected = try #require(fresh.index.snapshot)
        #expect(snapshot.count == expected.count)
        #expect(snapshot.differences(from: expected) == 0)
    }

    @Test func `an index that is followed no longer answers nobody`() async throws {
        let database = try await TestDatabase()
        let following = Following(database) { $0.oldest = .zero }
        try await following.catchUp(database)
        #expect(throws: MatchingError.self) { try following.service.snapshot() }
        let trusting = Following(database)
        try await trusting.catchUp(database)
        #expect(throws: Never.self) { try trusting.service.snapshot() }
    }

    @Test func `four writers with long transactions and rollbacks leave an index that equals a fresh load`()
        async throws
    {
        let database = try await TestDatabase()
        _ = try await LoadDemo().run(in: database.store)
        let following = Following(database)
        try await following.catchUp(database)
        let contents = try await database.store.run(LoadIndex(scope: .all))
        let (members, mentors) = (contents.members.map(\.id), contents.mentors.map(\.id))
        await withTaskGroup { group in
            for writer in 0..<4 {
                group.addTask {
                    for round in 0..<60 {
                        var dice = SeededDice(seed: UInt64(writer * 1_000 + round))
                        let (member, mentor) = (
                            members.randomElement(using: &dice), mentors.randomElement(using: &dice)
                        )
                        let (act, pause) = (Int.random(in: 0..<5, using: &dice), Int.random(in: 0..<40, using: &dice))
                        guard let member, let mentor else { return }
                        try? await database.store.transaction { transaction throws(StoreError) in
                            try Self.write(act, member, mentor, in: transaction)
                            usleep(UInt32(pause) * 1_000)
                            if act == 4 { throw .notFound }
                        }
                    }
                }
            }
        }
        try await following.catchUp(database)
        try await expectSame(following.service, database)
    }

    private static func write(
        _ act: Int, _ member: Identifier<Member>, _ mentor: Identifier<Member>, in transaction: StoreTransaction
    ) throws(StoreError) {
        switch act {
        case 0: try WithdrawConsent(person: member, purpose: .match, at: .now).run(in: transaction)
        case 1:
            guard let stored = try ReadMember(id: member).run(in: transaction) else { throw .notFound }
            var changed = stored.value
            changed.profile.modes.formSymmetricDifference(.remote)
            try UpdateMember(stored, to: changed).run(in: transaction)
        case 2, 4:
            guard let stored = try ReadMentor(id: mentor).run(in: transaction) else { throw .notFound }
            var changed = stored.value
            changed.held = (changed.held + 1) % 4
            changed.status = changed.held == 3 ? .paused : .open
            try UpdateMentor(stored, to: changed).run(in: transaction)
        default:
            guard let name = try? PlainText("Shapla") else { return }
            var person = Person(name: name)
            person.residences = [(try? Place("IT"))].compactMap(\.self)
            let new = Member(person: person, headline: nil, profile: Profile(), wish: nil)
            guard let language = try? LanguageTag("bn") else { return }
            let consent = Consent(purpose: .match, textVersion: "1", language: language, channel: .web)
            try InsertMember(id: .new(at: .now), member: new, consents: [consent], at: .now).run(in: transaction)
        }
    }

    @Test func `a taxonomy that is imported meanwhile is loaded, and killed connections are no end`() async throws {
        let database = try await TestDatabase()
        _ = try await LoadDemo().run(in: database.store)
        let following = Following(database)
        try await following.catchUp(database)
        try await database.disconnectAll()
        let mentor = try #require(try await database.store.run(LoadIndex(scope: .all)).mentors.first { $0.free > 0 }).id
        try await database.store.transaction { transaction throws(StoreError) in
            guard let stored = try ReadMentor(id: mentor).run(in: transaction) else { throw .notFound }
            var changed = stored.value
            changed.held = changed.capacity
            try UpdateMentor(stored, to: changed).run(in: transaction)
        }
        try await database.touchTaxonomy()
        try await following.catchUp(database)
        try await expectSame(following.service, database)
        let loads = following.events.withLock { $0.filter { if case .loaded = $0 { true } else { false } }.count }
        #expect(loads >= 2)
    }

    @Test func `changes go on while a merge takes its time, and are in what it makes`() async throws {
        let database = try await TestDatabase()
        _ = try await LoadDemo().run(in: database.store)
        let ids = try await database.store.run(LoadIndex(scope: .all)).members.map(\.id)
        let (begun, free) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
        let following = Following(database) { follow in
            follow.changesBeforeMerge = 10
            follow.merge = { snapshot in
                begun.continuation.yield()
                free.wait()
                return snapshot.merged()
            }
        }
        try await following.catchUp(database)
        func withdraw(_ members: ArraySlice<Identifier<Member>>) async throws {
            for id in members {
                try await database.store.run(WithdrawConsent(person: id, purpose: .match, at: Population.clock))
            }
            try await following.catchUp(database)
        }
        try await withdraw(ids.prefix(20))
        for await _ in begun.stream { break }
        try await withdraw(ids.dropFirst(20).prefix(5))
        try await expectSame(following.service, database)
        #expect(!following.hasMerged)
        free.signal()
        try await following.waitForMerge()
        try await expectSame(following.service, database)
        // On a slow machine the merge begins before all of the first twenty are there.
        let waiting = try #require(following.service.index.snapshot?.changeCount)
        #expect((5..<20).contains(waiting), "the five, and none that was merged")
    }

    @Test func `many changes are merged into the index`() async throws {
        let database = try await TestDatabase()
        let following = Following(database)
        try await following.catchUp(database)
        _ = try await LoadDemo(membersPerCountry: 500).run(in: database.store)
        try await following.catchUp(database)
        try await expectSame(following.service, database)
        try await following.waitForMerge()
        // On a busy machine more than that comes while the first merge goes on, and is merged by the next.
        func waiting() -> Int { following.service.index.snapshot?.changeCount ?? .max }
        for _ in 0..<600 where waiting() > 512 { try await Task.sleep(for: .milliseconds(50)) }
        #expect(waiting() <= 512)
    }
}

/// Random numbers that a test can repeat (SplitMix64).
private struct SeededDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
