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

    package init(
        id: UUID, role: String, organisation: Identifier<Organisation>?, person: Identifier<Member>?, expiresAt: Date,
        revokedAt: Date? = nil
    ) {
        self.id = id
        self.role = role
        self.organisation = organisation
        self.person = person
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
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
            INSERT INTO bg.api_key (id, role, organisation, person, hash, expires_at)
            VALUES (\(key.id), \(key.role), \(key.organisation?.uuid), \(key.person?.uuid), \(Bytes(hash)),
                \(key.expiresAt))
            """)
    }
}

/// The keys there are, or the one of a hash.
package struct FindKeys: Query {
    package static var isReadOnly: Bool { true }
    package let hash: [UInt8]?

    package init(hash: [UInt8]? = nil) { self.hash = hash }

    package func run(in transaction: Transaction) throws(StoreError) -> [KeyRow] {
        let bytes = hash.map { Bytes($0) }
        return try transaction.all(
            """
            SELECT id, role, organisation, person, expires_at, revoked_at FROM bg.api_key
            WHERE \(bytes)::bytea IS NULL OR hash = \(bytes) ORDER BY id
            """
        ) { row throws(PostgresError) in
            KeyRow(
                id: try row.next(), role: try row.next(),
                organisation: try row.nextOptional(UUID.self).map { Identifier($0) },
                person: try row.nextOptional(UUID.self).map { Identifier($0) }, expiresAt: try row.next(),
                revokedAt: try row.nextOptional())
        }
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
