import Postgres

/// How many changes the feed keeps.
package struct CountChanges: Query {
    package static var role: StoreRole? { .matcher }
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> Int {
        try transaction.first("SELECT count(*) FROM log.change") { row throws(PostgresError) in
            try row.next(Int.self)
        } ?? 0
    }
}
