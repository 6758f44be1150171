import Foundation
import Model
import Postgres

/// Writes a need or a profile under an identifier, in the place of what was there.
enum Criteria {
    static func replace(_ id: UUID, _ need: Need, in transaction: Transaction) throws(StoreError) {
        var rows = CriteriaRows()
        _ = rows.add(need, as: id)
        let written = rows
        try transaction.read { () throws(PostgresError) in try written.replace(in: transaction) }
    }

    static func replace(_ id: UUID, _ profile: Profile, in transaction: Transaction) throws(StoreError) {
        var rows = CriteriaRows()
        _ = rows.add(profile, as: id)
        let written = rows
        try transaction.read { () throws(PostgresError) in try written.replace(in: transaction) }
    }
}
