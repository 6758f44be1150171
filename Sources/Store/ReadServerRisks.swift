import Postgres

/// What of the server or of who logs in would make promises of ours untrue.
package struct ReadServerRisks: Query {
    package static var isReadOnly: Bool { true }

    package enum Risk: String, Sendable, CaseIterable {
        /// No policy holds for who logs in.
        case superuser, bypassrls
        /// What was acknowledged may be lost.
        case fsync
        case fullPageWrites = "full_page_writes"
        case synchronousCommit = "synchronous_commit"
        /// Who sits on the network between reads and changes everything.
        case clear
    }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> [Risk] {
        let risks = try transaction.first(
            """
            SELECT rolsuper, rolbypassrls, current_setting('fsync') = 'off', current_setting('full_page_writes') = 'off',
                current_setting('synchronous_commit') = 'off'
            FROM pg_roles WHERE rolname = session_user
            """
        ) { row throws(PostgresError) in
            let isRisky = [
                try row.next(Bool.self), try row.next(Bool.self), try row.next(Bool.self), try row.next(Bool.self),
                try row.next(Bool.self), transaction.connection.isInClear,
            ]
            return zip(Risk.allCases, isRisky).filter(\.1).map(\.0)
        }
        guard let risks else { throw .failed(.unexpectedResult("nobody is logged in")) }
        return risks
    }
}
