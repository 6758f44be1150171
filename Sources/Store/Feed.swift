import Foundation
import Postgres

/// How far a reader has followed the changes.
package struct FeedCursor: Sendable, Equatable {
    /// PostgreSQL's own text of a snapshot: which transactions had ended.
    package let snapshot: String
    /// The epoch of the database; another one means that it was restored.
    package let epoch: UUID
    /// The server's clock when the cursor was taken.
    package let at: Date

    package init(snapshot: String, epoch: UUID, at: Date) {
        self.snapshot = snapshot
        self.epoch = epoch
        self.at = at
    }
}

/// The cursor of this moment.
package struct ReadFeedCursor: Query {
    package static var role: StoreRole { .matcher }
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> FeedCursor {
        let cursor = try transaction.first(
            "SELECT pg_current_snapshot()::text, (SELECT epoch FROM log.epoch), now()"
        ) { row throws(PostgresError) in
            FeedCursor(snapshot: try row.next(), epoch: try row.next(), at: try row.next())
        }
        guard let cursor else { throw .failed(.unexpectedResult("no epoch")) }
        return cursor
    }
}

/// What changed since a cursor.
package struct FeedChanges: Sendable {
    package let cursor: FeedCursor
    /// Identifiers by the kind that log.change gives them.
    package let ids: [String: Set<UUID>]
    package let taxonomyChanged: Bool
    /// Whether the reader must load everything anew: it was away for too long, or the database was restored.
    package let mustReload: Bool

    package var isEmpty: Bool { ids.isEmpty && !taxonomyChanged && !mustReload }
}

/// Reads the changes that became visible since a cursor, by the difference of two snapshots: those of transactions that
/// began later, and those of transactions that were under way then. None can be missed, however long they took.
package struct ReadChanges: Query {
    package static var role: StoreRole { .matcher }
    package static var isReadOnly: Bool { true }
    package let since: FeedCursor
    /// After a lost server, whose transaction numbers may be reused: everything of this many seconds is read again.
    package let overlap: Int

    package init(since: FeedCursor, overlap: Int = 0) {
        self.since = since
        self.overlap = overlap
    }

    package func run(in transaction: Transaction) throws(StoreError) -> FeedChanges {
        let rows = try transaction.all(
            """
            WITH old AS (SELECT \(since.snapshot)::pg_snapshot AS s)
            SELECT pg_current_snapshot()::text, (SELECT epoch FROM log.epoch), now(), c.kind, c.id
            FROM (SELECT 1) AS one LEFT JOIN LATERAL (
                SELECT kind, id FROM log.change, old WHERE xid >= pg_snapshot_xmax(s)
                UNION ALL
                SELECT kind, id FROM log.change WHERE xid = ANY(ARRAY(SELECT pg_snapshot_xip(s) FROM old))
                UNION ALL
                SELECT kind, id FROM log.change WHERE at > now() - make_interval(secs => \(Double(overlap)))
                    AND \(overlap > 0)
            ) AS c ON true
            """
        ) { row throws(PostgresError) in
            (
                FeedCursor(snapshot: try row.next(), epoch: try row.next(), at: try row.next()),
                try row.nextOptional(String.self), try row.nextOptional(UUID.self)
            )
        }
        guard let cursor = rows.first?.0 else { throw .failed(.unexpectedResult("no cursor")) }
        var ids: [String: Set<UUID>] = [:]
        for case (_, let kind?, let id?) in rows { ids[kind, default: []].insert(id) }
        // Rows are kept for an hour.
        let isTooOld = cursor.at.timeIntervalSince(since.at) > 3_000
        return FeedChanges(
            cursor: cursor, ids: ids, taxonomyChanged: rows.contains { $0.1 == "taxonomy" },
            mustReload: cursor.epoch != since.epoch || isTooOld)
    }
}

/// Forgets changes that every reader has seen or is too late for.
package struct PruneChanges: Query {
    package static var role: StoreRole { .matcher }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("DELETE FROM log.change WHERE at < now() - interval '1 hour'")
    }
}
