import Foundation
import Store

/// The control of `Benchmarks torture`: one who takes every transaction that began before the newest ended as seen, as
/// readers do that follow a number. Beside one who follows as the index does.
struct NumberReader: Sendable {
    private var cursor: FeedCursor
    private var own: FeedCursor
    private(set) var seen: Set<UUID> = []
    private(set) var seenByNumber: Set<UUID> = []

    init(_ store: Store) async throws {
        cursor = try await store.run(ReadFeedCursor())
        own = cursor
    }

    mutating func follow(_ store: Store) async throws {
        let changes = try await store.run(ReadChanges(since: cursor))
        cursor = changes.cursor
        for ids in changes.ids.values { seen.formUnion(ids) }
        let byNumber = try await store.run(ReadChanges(since: own))
        for ids in byNumber.ids.values { seenByNumber.formUnion(ids) }
        // xmin:xmax:xip,… without those that are under way.
        let parts = byNumber.cursor.snapshot.split(separator: ":")
        own = FeedCursor(
            snapshot: parts.count > 1 ? "\(parts[1]):\(parts[1]):" : byNumber.cursor.snapshot,
            epoch: byNumber.cursor.epoch, at: byNumber.cursor.at, session: byNumber.cursor.session)
    }
}
