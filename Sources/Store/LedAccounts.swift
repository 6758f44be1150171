import Foundation
import Model
import Postgres

/// Somebody who works for a desk, as its lead sees it.
package struct LedAccount: Sendable {
    package let id: UUID
    package let login: String
    package let isActive: Bool
    /// Whether of a desk that who asks leads.
    package let isLead: Bool
    /// Of those that who asks leads.
    package let organisations: [Identifier<Organisation>]
    /// Until when a password may be chosen; null where that is not so.
    package let invitedUntil: Date?
    /// Whether it is who asks that changes it: the account works for nobody else.
    package let isManaged: Bool
}

/// The accounts of the desks that who asks leads, by login.
package struct ListLedAccounts: Query {
    package static var isReadOnly: Bool { true }
    /// Null for all.
    package let id: UUID?

    package init(id: UUID? = nil) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> [LedAccount] {
        try transaction.all(
            """
            SELECT id, login, active, lead, organisations, invited_until, managed FROM bg.led_accounts()
            WHERE (\(id)::uuid IS NULL OR id = \(id)) ORDER BY login
            """
        ) { row throws(PostgresError) in
            LedAccount(
                id: try row.next(), login: try row.next(), isActive: try row.next(), isLead: try row.next(),
                organisations: try row.next([UUID].self).map { Identifier($0) },
                invitedUntil: try row.nextOptional(), isManaged: try row.next())
        }
    }
}

/// Changes an account of a desk that who asks leads. Throws ``StoreError/conflict(_:)`` with `not_found` for any other, and with
/// `scope_missing` for one that works for others as well, or that is one's own and reset.
package struct ChangeLedAccount: Query {
    package enum Change: Sendable {
        /// Staff of a desk, by login, who choose a password with the token of this hash.
        case add(String, Identifier<Organisation>, hash: [UInt8])
        /// Throws `last_lead` where a desk would have none.
        case activate(Bool)
        /// Lets somebody choose a password and an app anew; throws `account_disabled` where that would let nobody in.
        case reset(hash: [UInt8])
    }

    package let id: UUID
    package let change: Change

    package init(_ change: Change, of id: UUID) {
        self.id = id
        self.change = change
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let statement: SQL =
            switch change {
            case .add(let login, let organisation, let hash):
                "SELECT bg.add_account(\(id), \(login), \(organisation.uuid), \(Bytes(hash)))"
            case .activate(let isActive): "SELECT bg.set_account_active(\(id), \(isActive))"
            case .reset(let hash): "SELECT bg.reset_account(\(id), \(Bytes(hash)))"
            }
        try transaction.change(statement)
    }
}
