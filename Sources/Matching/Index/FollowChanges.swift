import Foundation
import Model
import Ranking
import Store
import Synchronization

/// What wakes those who follow the changes.
package enum FeedSignal: Sendable {
    /// Somebody committed something.
    case changed
    /// Signals may have been missed, and the server may have been away.
    case reconnected
}

/// What happened to the living index, for the log.
package enum FeedEvent: Sendable, Equatable {
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
    static let changesBeforeMerge = 4_096

    let service: Service
    let organisations: OrganisationNumbers
    let report: @Sendable (FeedEvent) -> Void
    private let mayHaveMissed = Missed()

    package init(_ service: Service, report: @escaping @Sendable (FeedEvent) -> Void = { _ in }) {
        self.service = service
        organisations = service.organisations
        self.report = report
    }

    package func run(signals: AsyncStream<FeedSignal>) async {
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup { group in
            group.addTask {
                for await signal in signals {
                    if signal == .reconnected { mayHaveMissed.set() }
                    wake.yield()
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(250))
                    wake.yield()
                }
                wake.finish()
            }
            group.addTask { await follow(wakes) }
        }
    }

    private func follow(_ wakes: AsyncStream<Void>) async {
        var cursor: FeedCursor?
        var pruned = ContinuousClock.now
        for await _ in wakes {
            do throws(StoreError) {
                cursor = try await step(from: cursor)
                if .now - pruned > .seconds(60) {
                    pruned = .now
                    _ = try await service.store.run(PruneChanges())
                    _ = try await service.store.run(PurgeIdempotent())
                }
            } catch {
                mayHaveMissed.set()
                report(.failed("\(error)"))
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    /// Brings the index up to this moment; without a cursor, from the beginning.
    func step(from cursor: FeedCursor?) async throws(StoreError) -> FeedCursor {
        guard let cursor else { return try await load() }
        let missed = mayHaveMissed.take()
        let (changes, contents) = try await read(since: cursor, overlap: missed ? 60 : 0)
        if changes.needsLoad { return try await load() }
        service.index.change { snapshot in
            let documents = Documents(taxonomy: snapshot.taxonomy, organisations: organisations).all(of: contents)
            if !changes.isEmpty { snapshot.apply(documents, changed: changes.ids) }
            snapshot.asOf = changes.cursor.at
        }
        if let snapshot = service.index.snapshot, snapshot.changeCount > Self.changesBeforeMerge {
            service.index.replace(with: snapshot.rebuilt())
            report(.merged(documents: snapshot.count))
        }
        return changes.cursor
    }

    private func load() async throws(StoreError) -> FeedCursor {
        let (snapshot, cursor) = try await LoadSnapshot(organisations: organisations).run(in: service.store)
        service.index.replace(with: snapshot)
        report(.loaded(documents: snapshot.count))
        return cursor
    }

    private func read(
        since cursor: FeedCursor, overlap: Int
    ) async throws(StoreError) -> (FeedChanges, IndexContents) {
        try await service.store.transaction(as: .matcher, readOnly: true, isolation: .repeatableRead) {
            transaction throws(StoreError) in
            let changes = try ReadChanges(since: cursor, overlap: overlap).run(in: transaction)
            guard !changes.ids.isEmpty, !changes.needsLoad else { return (changes, IndexContents()) }
            return (changes, try LoadIndex(scope: changes.scope).run(in: transaction))
        }
    }

    /// Whether something may have been missed since the last look.
    private final class Missed: Sendable {
        private let flag = Atomic(false)

        func set() { flag.store(true, ordering: .relaxed) }
        func take() -> Bool { flag.exchange(false, ordering: .relaxed) }
    }
}

extension FeedChanges {
    /// From how many changed records on it is quicker to load everything than to read those one by one.
    private static let recordsBeforeLoad = 20_000

    var needsLoad: Bool {
        mustReload || taxonomyChanged || ids.values.reduce(0) { $0 + $1.count } > Self.recordsBeforeLoad
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
        do { _ = try await FollowChanges(self).step(from: nil) } catch { throw MatchingError(error) }
    }
}

extension Service {
    /// Puts a mentor into the index as if the database said so, for whoever tries out what a change would do.
    package func suppose(_ mentor: Mentor) async throws(MatchingError) {
        guard let person = try await run(ReadMember(id: mentor.member))?.value.person else { throw .notFound }
        index.change { snapshot in
            let documents = Documents(taxonomy: snapshot.taxonomy, organisations: organisations)
            let document = documents.mentor(
                mentor.member, mentor.profile, residences: person.residences, free: mentor.free,
                replyDays: mentor.replyDays, desks: mentor.desks)
            snapshot.mentors = snapshot.mentors.applying([.upsert(document)])
        }
    }
}
