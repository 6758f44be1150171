import Foundation
import Model
import Postgres

/// Links an account with a subject of an issuer instead of the one before, or with none.
package struct SetLink: Query {
    package let login: String
    package let issuer: String
    /// Of the subject and its issuer; null ends the link.
    package let hash: [UInt8]?

    package init(of login: String, issuer: String, hash: [UInt8]?) {
        self.login = login
        self.issuer = issuer
        self.hash = hash
    }

    /// Throws ``StoreError/notFound`` when there is no such account, or no link to end.
    package func run(in transaction: Transaction) throws(StoreError) {
        let changed =
            if let hash {
                try transaction.change(
                    """
                    INSERT INTO bg.account_link (account, issuer, hash)
                    SELECT id, \(issuer), \(Bytes(hash)) FROM bg.account WHERE login = \(login)
                    ON CONFLICT (account, issuer) DO UPDATE SET hash = excluded.hash
                    """)
            } else {
                try transaction.change(
                    """
                    DELETE FROM bg.account_link USING bg.account a
                    WHERE a.id = account AND a.login = \(login) AND issuer = \(issuer)
                    """)
            }
        if changed == 0 { throw .notFound }
    }
}

/// The issuers whose tokens open accounts, by login.
package struct FindLinks: Query {
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> [String: [String]] {
        let links = try transaction.all(
            """
            SELECT a.login, array_agg(l.issuer ORDER BY l.issuer) FROM bg.account_link l JOIN bg.account a ON a.id = l.account
            GROUP BY a.login
            """
        ) { row throws(PostgresError) in (try row.next(String.self), try row.next([String].self)) }
        return Dictionary(links) { one, _ in one }
    }
}

/// The account that is linked with whom a token is of, if it is active.
package struct FindLinked: Reading {
    package typealias Result = Found?

    package struct Found: Sendable {
        package let account: UUID
        package let role: String
        package let memberships: [Identifier<Organisation>]
        /// The same, and those below them.
        package let organisations: Set<Identifier<Organisation>>
        /// Whether they lead one of these.
        package let isLead: Bool
    }

    package let hash: [UInt8]

    package init(hash: [UInt8]) { self.hash = hash }

    package var statement: SQL {
        """
        SELECT a.id, a.role, ARRAY(SELECT m.organisation FROM bg.membership m WHERE m.account = a.id),
            ARRAY(SELECT o.id FROM bg.organisation o
                WHERE o.path && ARRAY(SELECT m.organisation FROM bg.membership m WHERE m.account = a.id)),
            EXISTS (SELECT FROM bg.membership m WHERE m.account = a.id AND m.lead)
        FROM bg.account_link l JOIN bg.account a ON a.id = l.account
        WHERE l.hash = \(Bytes(hash))
        """
    }

    package func result(of rows: Rows) throws(StoreError) -> Found? {
        try rows.all { row throws(PostgresError) in
            Found(
                account: try row.next(), role: try row.next(),
                memberships: try row.next([UUID].self).map { Identifier($0) },
                organisations: Set(try row.next([UUID].self).map { Identifier($0) }), isLead: try row.next())
        }.first
    }
}
