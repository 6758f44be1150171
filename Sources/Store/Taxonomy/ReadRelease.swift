import Postgres

/// The release that scores are computed on; null before the first import.
package struct ReadRelease: Query {
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> String? {
        try transaction.first("SELECT version FROM ref.release ORDER BY loaded_at DESC LIMIT 1") {
            row throws(PostgresError) in try row.next(String.self)
        }
    }
}
