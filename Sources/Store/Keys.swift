import Foundation
import Model
import Postgres

/// Whose key it is, without the key.
package struct KeyRow: Sendable {
    package let id: UUID
    package let role: String
    package let organisation: Identifier<Organisation>?
    package let person: Identifier<Member>?
    package let expiresAt: Date
    package let revokedAt: Date?
    /// `read` and `write`.
    package let scopes: [String]
    /// The last day on which it was shown; null for never.
    package let usedOn: String?
    /// It was shown today already.
    package let isUsedToday: Bool

    package init(
        id: UUID, role: String, organisation: Identifier<Organisation>?, person: Identifier<Member>?, expiresAt: Date,
        revokedAt: Date? = nil, scopes: [String], usedOn: String? = nil, isUsedToday: Bool = false
    ) {
        self.id = id
        self.role = role
        self.organisation = organisation
        self.person = person
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.scopes = scopes
        self.usedOn = usedOn
        self.isUsedToday = isUsedToday
    }
}

/// Adds a key by its hash.
package struct InsertKey: Query {
    package let key: KeyRow
    package let hash: [UInt8]

    package init(key: KeyRow, hash: [UInt8]) {
        self.key = key
        self.hash = hash
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            INSERT INTO bg.api_key (id, role, organisation, person, hash, expires_at, scopes)
            VALUES (\(key.id), \(key.role), \(key.organisation?.uuid), \(key.person?.uuid), \(Bytes(hash)),
                \(key.expiresAt), \(key.scopes))
            """)
    }
}

/// The keys there are.
package struct FindKeys: Query {
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> [KeyRow] {
        try transaction.all(
            """
            SELECT id, role, organisation, person, expires_at, revoked_at, scopes, used_on::text, used_on = current_date
            FROM bg.api_key ORDER BY id
            """
        ) { row throws(PostgresError) in try KeyRow(&row) }
    }
}

extension KeyRow {
    fileprivate init(_ row: inout Row) throws(PostgresError) {
        self.init(
            id: try row.next(), role: try row.next(),
            organisation: try row.nextOptional(UUID.self).map { Identifier($0) },
            person: try row.nextOptional(UUID.self).map { Identifier($0) }, expiresAt: try row.next(),
            revokedAt: try row.nextOptional(), scopes: try row.next(), usedOn: try row.nextOptional(),
            isUsedToday: try row.nextOptional(Bool.self) ?? false)
    }
}

/// Who shows a key: whose it is, and which organisations' records are the holder's own.
package struct FindCaller: Reading {
    package typealias Result = (key: KeyRow, organisations: Set<Identifier<Organisation>>)?

    package let hash: [UInt8]

    package init(hash: [UInt8]) { self.hash = hash }

    package var statement: SQL {
        """
        SELECT k.id, k.role, k.organisation, k.person, k.expires_at, k.revoked_at, k.scopes, k.used_on::text,
            k.used_on = current_date,
            ARRAY(SELECT o.id FROM bg.organisation o WHERE o.path && ARRAY[k.organisation])
        FROM bg.api_key k WHERE k.hash = \(Bytes(hash))
        """
    }

    /// The organisation of the key and those below it; none for a key without one. Null when there is no such key.
    package func result(of rows: Rows) throws(StoreError) -> Result {
        try rows.all { row throws(PostgresError) -> (key: KeyRow, organisations: Set<Identifier<Organisation>>) in
            let key = try KeyRow(&row)
            return (key, Set(try row.next([UUID].self).map { Identifier($0) }))
        }.first
    }
}

/// Writes down that a key was shown today.
package struct MarkKeyUsed: Query {
    package static var role: StoreRole? { .signIn }
    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("UPDATE bg.api_key SET used_on = current_date WHERE id = \(id)")
    }
}

/// Ends a key; throws ``StoreError/notFound`` when there is none that stands.
package struct RevokeKey: Query {
    package let id: UUID
    package let at: Date

    package init(id: UUID, at: Date) {
        self.id = id
        self.at = at
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let changed = try transaction.change(
            "UPDATE bg.api_key SET revoked_at = \(at) WHERE id = \(id) AND revoked_at IS NULL")
        if changed == 0 { throw .notFound }
    }
}
