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
    /// The session that took it, of all sessions of this program.
    package let session: Int

    package init(snapshot: String, epoch: UUID, at: Date, session: Int) {
        self.snapshot = snapshot
        self.epoch = epoch
        self.at = at
        self.session = session
    }
}

extension Row {
    /// The columns `pg_current_snapshot()::text, epoch, now()`, read in a transaction.
    mutating func nextCursor(in transaction: Transaction) throws(PostgresError) -> FeedCursor {
        FeedCursor(
            snapshot: try next(), epoch: try next(), at: try next(), session: transaction.connection.session)
    }
}

/// The cursor of this moment.
package struct ReadFeedCursor: Query {
    package static var role: StoreRole? { .matcher }
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> FeedCursor {
        let cursor = try transaction.first(
            "SELECT pg_current_snapshot()::text, (SELECT epoch FROM log.epoch), now()"
        ) { row throws(PostgresError) in try row.nextCursor(in: transaction) }
        guard let cursor else { throw .failed(.unexpectedResult("no epoch")) }
        return cursor
    }
}
