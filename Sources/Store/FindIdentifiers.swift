import Foundation
import Postgres

/// Which of some identifiers there are records of.
package struct FindIdentifiers: Query {
    package static var isReadOnly: Bool { true }

    /// Where to look.
    package enum Table: Sendable {
        case person, member, mentor, venture, offer
    }

    package let identifiers: Set<UUID>
    package let table: Table

    package init(_ identifiers: Set<UUID>, in table: Table) {
        self.identifiers = identifiers
        self.table = table
    }

    package func run(in transaction: Transaction) throws(StoreError) -> Set<UUID> {
        guard !identifiers.isEmpty else { return [] }
        let wanted = Array(identifiers)
        let sql: SQL =
            switch table {
            case .person: "SELECT id FROM bg.person WHERE id = ANY(\(wanted))"
            case .member: "SELECT id FROM bg.member WHERE id = ANY(\(wanted))"
            case .mentor: "SELECT id FROM bg.mentor WHERE id = ANY(\(wanted))"
            case .venture: "SELECT id FROM bg.venture WHERE id = ANY(\(wanted))"
            case .offer: "SELECT id FROM bg.offer WHERE id = ANY(\(wanted))"
            }
        return Set(try transaction.all(sql) { row throws(PostgresError) in try row.next(UUID.self) })
    }
}
