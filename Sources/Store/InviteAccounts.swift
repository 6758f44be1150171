import Foundation
import Model
import Postgres

/// Adds an account that nobody can sign in to before the invitation is taken up.
package struct InsertAccount: Query {
    package let id: UUID
    package let login: String
    package let role: String
    package let organisations: [Identifier<Organisation>]
    /// That the holder reads; null where nobody said.
    package let language: LanguageTag?

    package init(
        id: UUID, login: String, role: String, organisations: [Identifier<Organisation>], language: LanguageTag?
    ) {
        self.id = id
        self.login = login
        self.language = language
        self.role = role
        self.organisations = organisations
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            INSERT INTO bg.account (id, login, role, language)
            VALUES (\(id), \(login), \(role), \(language?.description))
            """)
        for organisation in organisations {
            try SetMembership(of: login, organisation, .staff).run(in: transaction)
        }
    }
}

/// Invites to choose a password anew, within three days; the latest invitation alone stands.
package struct Invite: Query {
    package let login: String
    /// The hash of the token.
    package let hash: [UInt8]

    package init(_ login: String, hash: [UInt8]) {
        self.login = login
        self.hash = hash
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let changed = try transaction.change(
            """
            UPDATE bg.account SET invitation = \(Bytes(hash)), invited_until = now() + interval '3 days'
            WHERE login = \(login)
            """)
        if changed == 0 { throw .notFound }
    }
}

/// Lets an account work for an organisation and those below it, or no longer; counts from the next request on.
package struct SetMembership: Query {
    package let login: String
    package let organisation: Identifier<Organisation>
    package let place: Place

    /// What somebody is to an organisation.
    package enum Place: Sendable {
        case staff
        /// Who answers for it, and is told when a record of one of its members is opened.
        case lead
        case none
    }

    package init(of login: String, _ organisation: Identifier<Organisation>, _ place: Place) {
        self.login = login
        self.organisation = organisation
        self.place = place
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let account = try transaction.first("SELECT id FROM bg.account WHERE login = \(login)") {
            row throws(PostgresError) in try row.next(UUID.self)
        }
        guard let account else { throw .notFound }
        if place != .none {
            try transaction.change(
                """
                INSERT INTO bg.membership (account, organisation, lead)
                VALUES (\(account), \(organisation.uuid), \(place == .lead))
                ON CONFLICT (account, organisation) DO UPDATE SET lead = excluded.lead
                """)
        } else {
            try transaction.change(
                "DELETE FROM bg.membership WHERE account = \(account) AND organisation = \(organisation.uuid)")
        }
    }
}

/// Lets nobody sign in to an account any more, and ends its sessions; or lets them again.
package struct SetAccountStatus: Query {
    package let login: String
    package let isActive: Bool

    package init(of login: String, isActive: Bool) {
        self.login = login
        self.isActive = isActive
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let changed = try transaction.change(
            "UPDATE bg.account SET status = \(isActive ? "active" : "disabled") WHERE login = \(login)")
        if changed == 0 { throw .notFound }
    }
}

/// Says in which language an account's holder is written to.
package struct SetAccountLanguage: Query {
    package let login: String
    package let language: LanguageTag

    package init(of login: String, _ language: LanguageTag) {
        self.login = login
        self.language = language
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let changed = try transaction.change(
            "UPDATE bg.account SET language = \(language.description) WHERE login = \(login)")
        if changed == 0 { throw .notFound }
    }
}

/// An account as an operator sees it, or its own holder.
package struct AccountSummary: Sendable {
    package let id: UUID
    package let login: String
    package let role: String
    package let isActive: Bool
    /// In which the holder is written to; null where nobody said.
    package let language: String?
    package let organisations: [Identifier<Organisation>]
}

/// The accounts that who asks may see: an operator all, everybody else the own.
package struct FindAccounts: Query {
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> [AccountSummary] {
        try transaction.all(
            """
            SELECT a.id, a.login, a.role, a.status = 'active', a.language,
                ARRAY(SELECT m.organisation FROM bg.membership m WHERE m.account = a.id ORDER BY 1)
            FROM bg.account a ORDER BY a.login
            """
        ) { row throws(PostgresError) in
            AccountSummary(
                id: try row.next(), login: try row.next(), role: try row.next(), isActive: try row.next(),
                language: try row.nextOptional(), organisations: try row.next([UUID].self).map { Identifier($0) })
        }
    }
}
