import Foundation
import Model
import Ranking
import Store
import Synchronization

/// What happened to the living index, for the log.
package enum FeedEvent: Sendable, Equatable {
    /// How far the load is, at each tenth.
    case loading(percent: Int)
    case loaded(documents: Int)
    case merged(documents: Int)
    /// The database did not answer; it is tried again.
    case failed(String)
}

/// Loads the index and keeps it in step with the database until its task is cancelled.
///
/// It reads at each signal and every 250 ms, since signals come only from programs of ours. Nothing is missed: what is
/// read next is the difference of two snapshots of the database (``ReadChanges``), not what a signal says.
package struct FollowChanges: Sendable {
    /// How many changes may lie beside the built index before they are merged into it.
    package var changesBeforeMerge = 512
    /// How they are merged: what the tests take their time with.
    package var merge: @Sendable (Snapshot) -> Snapshot = { $0.merged() }

    /// How old the index may be to be answered from: who was erased is looked for in the log well after that.
    package var oldest = Duration.seconds(90)

    package var memory = FeedMemory()
    /// Between one look at the changes and the next, so that many are read at once.
    private static let pause = Duration.milliseconds(20)

    let service: Service
    let feed: Store
    let report: @Sendable (FeedEvent) -> Void

    /// - Parameter feed: the database through one connection of the follower's own: with each new session, changes are
    ///   read twice, and among the connections of others each would be new.
    package init(_ service: Service, through feed: Store, report: @escaping @Sendable (FeedEvent) -> Void = { _ in }) {
        self.service = service
        self.feed = feed
        self.report = report
    }

    /// - Parameter signals: each says that somebody committed something.
    package func run(signals: AsyncStream<Void>) async {
        service.index.setOldest(oldest)
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup { group in
            group.addTask { for await _ in signals { wake.yield() } }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(250))
                    wake.yield()
                }
                wake.finish()
            }
            group.addTask { await follow(wakes) { wake.yield() } }
            group.addTask { await tidy() }
        }
    }

    private func follow(_ wakes: AsyncStream<Void>, wake: @escaping @Sendable () -> Void) async {
        var cursor: FeedCursor?
        var merging: Merge?
        for await _ in wakes {
            do throws(StoreError) {
                cursor = try await step(from: cursor, &merging)
                if merging == nil, let snapshot = service.index.snapshot, snapshot.changeCount > changesBeforeMerge {
                    merging = Merge(of: snapshot, by: merge, end: wake)
                }
                // What is committed meanwhile is read together.
                try? await Task.sleep(for: Self.pause)
            } catch {
                guard !Task.isCancelled else { return }
                report(.failed("\(error)"))
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    /// Forgets from time to time what nobody needs any more.
    private func tidy() async {
        let store = service.store.within(.seconds(60))
        while true {
            do { try await Task.sleep(for: .seconds(memory.tidied)) } catch { return }
            do throws(StoreError) {
                // First, so that no place is kept by what fails below.
                try await store.run(ExpireIntroductions())
                try await store.run(LapseApplications())
                try await store.run(PruneChanges(memory: memory))
                try await store.run(PurgeIdempotent())
                try await store.run(ForgetSessions())
                try await store.run(ForgetCodes())
            } catch {
                report(.failed("\(error)"))
            }
        }
    }

    /// Brings the index up to this moment; without a cursor, from the beginning.
    private func step(from cursor: FeedCursor?, _ merging: inout Merge?) async throws(StoreError) -> FeedCursor {
        guard let cursor, var snapshot = service.index.snapshot else { return try await load(&merging) }
        let (changes, contents) = try await read(since: cursor, beside: snapshot.count)
        guard let contents else { return try await load(&merging) }
        let documents = Documents(taxonomy: snapshot.taxonomy, organisations: service.organisations).all(of: contents)
        if !changes.isEmpty {
            snapshot.apply(documents, changed: changes.ids)
            merging?.add(documents, changed: changes.ids)
        }
        snapshot.asOf = changes.cursor.at
        if let merged = merging?.finished(asOf: snapshot.asOf) {
            merging = nil
            report(.merged(documents: merged.count))
            snapshot = merged
        }
        service.index.replace(with: snapshot)
        return changes.cursor
    }

    private func load(_ merging: inout Merge?) async throws(StoreError) -> FeedCursor {
        merging = nil
        let last = Atomic(0)
        let load = LoadSnapshot(organisations: service.organisations) { percent in
            service.index.setLoaded(percent)
            let tenth = percent / 10
            if tenth > last.max(tenth, ordering: .relaxed).oldValue { report(.loading(percent: tenth * 10)) }
        }
        let (snapshot, cursor) = try await load.run(in: service.store, through: feed)
        service.index.replace(with: snapshot)
        report(.loaded(documents: snapshot.count))
        return cursor
    }

    /// What changed, and the present state of it; null where everything is to be loaded anew.
    ///
    /// - Parameter documents: how many there are.
    private func read(
        since cursor: FeedCursor, beside documents: Int
    ) async throws(StoreError) -> (FeedChanges, IndexContents?) {
        try await feed.transaction(as: .matcher, readOnly: true, isolation: .repeatableRead) {
            transaction throws(StoreError) in
            let changes = try ReadChanges(since: cursor, memory: memory).run(in: transaction)
            if changes.needsLoad(of: documents) { return (changes, nil) }
            if changes.ids.isEmpty { return (changes, IndexContents()) }
            return (changes, try LoadIndex(scope: changes.scope).run(in: transaction))
        }
    }
}

extension FeedChanges {
    /// A record that is read by its identifier takes as long as so many that are read with all others.
    private static let costOfOne = 8

    /// Whether to load everything anew, of an index with so many documents: because this does not do, or as it is quicker.
    func needsLoad(of documents: Int) -> Bool {
        mustReload || taxonomyChanged || count > max(documents / Self.costOfOne, 20_000)
    }

    var scope: IndexScope {
        .some(
            people: (ids["member"] ?? []).union(ids["mentor"] ?? []), ventures: ids["venture"] ?? [],
            offers: ids["offer"] ?? [], criteria: ids["criteria"] ?? [])
    }
}

extension Service {
    /// Loads the index once, for a program that answers a few questions and ends.
    package func load() async throws(MatchingError) {
        do {
            let load = LoadSnapshot(organisations: organisations) { _ in }
            index.replace(with: try await load.run(in: store, through: store).snapshot)
        } catch {
            throw MatchingError(error)
        }
    }
}
