import Foundation
import Postgres

/// What was done to the record of who asks, the latest first.
package struct ReadActsOnMe: Query {
    package static var isReadOnly: Bool { true }
    package struct Act: Sendable {
        /// By which the page goes on.
        package let number: Int
        package let at: Date
        /// Of who acted: `desk` and the like; `none` for an operator.
        package let role: String
        package let act: String
        package let kind: String
        /// Which fields were changed or read; empty for a record that was added or removed.
        package let fields: [String]
        /// Of the interface; null for a command.
        package let operation: String?
    }

    package let after: Int?
    package let limit: Int

    package init(after: Int? = nil, limit: Int) {
        self.after = after
        self.limit = limit
    }

    package func run(in transaction: Transaction) throws(StoreError) -> [Act] {
        try transaction.all("SELECT * FROM log.acts_on_me(\(after), \(Int32(limit)))") { row throws(PostgresError) in
            Act(
                number: try row.next(), at: try row.next(), role: try row.next(), act: try row.next(),
                kind: try row.next(), fields: try row.next(), operation: try row.nextOptional())
        }
    }
}
