import Foundation
import Model
import Postgres

/// A message that waits to be delivered.
package struct OutboxMessage: Sendable {
    package let id: UUID
    package let address: ReachableAddress
    package let subject: String
    package let body: String
}

/// Takes the messages that are due, for a minute: whoever delivers one has that long to say so, or it is tried again, each
/// time after a longer wait. What would come too late is forgotten.
package struct TakeMessages: Query {
    package static var role: StoreRole? { .clock }
    package let most: Int

    package init(most: Int = 20) { self.most = most }

    package func run(in transaction: Transaction) throws(StoreError) -> [OutboxMessage] {
        try transaction.change("DELETE FROM log.outbox WHERE until < now()")
        return try transaction.all(
            """
            UPDATE log.outbox o SET tries = tries + 1, due_at = now() + interval '1 minute' * 2 ^ least(tries, 8)
            FROM (SELECT id FROM log.outbox WHERE due_at <= now() ORDER BY due_at LIMIT \(most) FOR UPDATE SKIP LOCKED) due
            WHERE o.id = due.id RETURNING o.id, o.kind, o.address, o.subject, o.body
            """
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            let kind = try row.nextCase(ReachableAddress.Kind.self)
            return OutboxMessage(
                id: id, address: ReachableAddress(kind: kind, known: try row.next()), subject: try row.next(),
                body: try row.next())
        }
    }
}

/// Forgets a message that was delivered.
package struct ForgetMessage: Query {
    package static var role: StoreRole? { .clock }
    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("DELETE FROM log.outbox WHERE id = \(id)")
    }
}
