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

/// Lets nobody sign in to an account of a desk that who asks leads any more, or lets them again. Throws ``StoreError/conflict(_:)``
/// with `not_found` for any other, with `scope_missing` for one that works for others as well or that an operator disabled, and
/// with `last_lead` where a desk would have none.
package struct SetLedActive: Query {
    package let id: UUID
    package let isActive: Bool

    package init(_ id: UUID, _ isActive: Bool) {
        self.id = id
        self.isActive = isActive
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT bg.set_account_active(\(id), \(isActive))")
    }
}

/// Has an invitation sent to the address that is a login, and gives that login. Throws ``StoreError/conflict(_:)`` with
/// `invitation_limit` after twenty in a day.
package struct SendInvitation: Query {
    package enum Holder: Sendable {
        /// Staff of a desk that who asks leads, by login and the language that they read, null where nobody says; `not_found` for
        /// any other desk.
        case new(String, LanguageTag?, Identifier<Organisation>)
        /// Who has an account. Throws as ``SetLedActive`` does, `scope_missing` for one's own, and `account_disabled` or
        /// `account_unreachable` where that would let nobody in.
        case known
    }

    package let id: UUID
    package let holder: Holder
    package let token: String
    /// The hash of the token.
    package let hash: [UInt8]

    package init(to holder: Holder, of id: UUID, token: String, hash: [UInt8]) {
        self.id = id
        self.holder = holder
        self.token = token
        self.hash = hash
    }

    package func run(in transaction: Transaction) throws(StoreError) -> String {
        let statement: SQL =
            switch holder {
            case .new(let login, let language, let desk):
                "SELECT bg.add_account(\(id), \(login), \(language?.description), \(desk.uuid), \(Bytes(hash)), \(token))"
            case .known: "SELECT bg.reset_account(\(id), \(Bytes(hash)), \(token))"
            }
        let login = try transaction.first(statement) { row throws(PostgresError) in try row.next(String.self) }
        guard let login else { throw .notFound }
        return login
    }
}

/// Counts an invitation that is not sent, since that its login has an account is told; throws ``StoreError/conflict(_:)`` with
/// `invitation_limit` after twenty in a day.
package struct CountInvitation: Query {
    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT bg.count_invitation()")
    }
}
