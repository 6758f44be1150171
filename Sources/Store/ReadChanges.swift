import Foundation
import Postgres

/// What changed since a cursor.
package struct FeedChanges: Sendable {
    package let cursor: FeedCursor
    /// Identifiers by the kind that log.change gives them.
    package let ids: [String: Set<UUID>]
    package let taxonomyChanged: Bool
    /// Whether the reader must load everything anew: it was away for too long, or the database was restored.
    package let mustReload: Bool

    package var isEmpty: Bool { ids.isEmpty && !taxonomyChanged && !mustReload }
    /// How many records changed.
    package var count: Int { ids.values.reduce(0) { $0 + $1.count } }
}

/// Reads the changes that became visible since a cursor, by the difference of two snapshots: those of transactions that
/// began later, and those of transactions that were under way then. None can be missed, however long they took.
///
/// A server that crashed may give the numbers of transactions that it lost a second time, and then the difference passes
/// over them. No session outlives a crash: on another session than the cursor's, everything that was written since the
/// cursor is read as well, whatever its number; where the clock was set back meanwhile, by which that is told, all is.
package struct ReadChanges: Query {
    package static var role: StoreRole? { .matcher }
    package static var isReadOnly: Bool { true }
    /// By how many seconds the server's clock may be set back by a restart.
    private static let slack = 60.0
    let since: FeedCursor
    let memory: FeedMemory

    package init(since: FeedCursor, memory: FeedMemory = FeedMemory()) {
        self.since = since
        self.memory = memory
    }

    package func run(in transaction: Transaction) throws(StoreError) -> FeedChanges {
        try transaction.goByIndexes()
        let isSameSession = transaction.connection.session == since.session
        let rows = try transaction.all(
            """
            WITH old AS (SELECT \(since.snapshot)::pg_snapshot AS s)
            SELECT pg_current_snapshot()::text, (SELECT epoch FROM log.epoch), now(), c.kind, c.id
            FROM (SELECT 1) AS one LEFT JOIN LATERAL (
                SELECT kind, id FROM log.change, old WHERE xid >= pg_snapshot_xmax(s)
                UNION ALL
                SELECT kind, id FROM log.change WHERE xid = ANY(ARRAY(SELECT pg_snapshot_xip(s) FROM old))
                UNION ALL
                SELECT kind, id FROM log.change WHERE at > \(since.at - Self.slack) AND NOT \(isSameSession)
            ) AS c ON true
            """
        ) { row throws(PostgresError) in
            (
                try row.nextCursor(in: transaction), try row.nextOptional(String.self),
                try row.nextOptional(UUID.self)
            )
        }
        guard let cursor = rows.first?.0 else { throw .failed(.unexpectedResult("no cursor")) }
        var ids: [String: Set<UUID>] = [:]
        for case (_, let kind?, let id?) in rows { ids[kind, default: []].insert(id) }
        let absence = cursor.at.timeIntervalSince(since.at)
        let isUntold = absence > memory.longestAbsence || !isSameSession && absence < -Self.slack
        return FeedChanges(
            cursor: cursor, ids: ids, taxonomyChanged: rows.contains { $0.1 == "taxonomy" },
            mustReload: cursor.epoch != since.epoch || isUntold)
    }
}

extension Transaction {
    /// Has the rest of the transaction find rows by an index wherever there is one.
    ///
    /// The planner takes what is beyond a mark that it does not know for a third of a table, and reads all of it. The feed
    /// asks for the last few of millions of rows, many times a second.
    func goByIndexes() throws(StoreError) { try change("SET LOCAL enable_seqscan = off") }
}
