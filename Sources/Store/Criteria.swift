import Foundation
import Model
import Postgres

/// Writes a need or a profile under an identifier, in the place of what was there.
enum Criteria {
    /// - Parameter old: what is there; null where there is nothing.
    static func replace(
        _ id: UUID, of owner: CriteriaOwner, _ old: Need?, by need: Need, in transaction: Transaction
    ) throws(StoreError) {
        guard old != need else { return }
        try transaction.read { () throws(PostgresError) in
            try CriteriaRow(id, of: owner, need).replace(old.map { CriteriaRow(id, of: owner, $0) }, in: transaction)
        }
    }

    static func replace(
        _ id: UUID, of owner: CriteriaOwner, _ old: Profile, by profile: Profile, in transaction: Transaction
    ) throws(StoreError) {
        guard old != profile else { return }
        try transaction.read { () throws(PostgresError) in
            try CriteriaRow(id, of: owner, profile).replace(CriteriaRow(id, of: owner, old), in: transaction)
        }
    }
}
