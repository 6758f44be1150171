import Foundation
import Model
import Postgres

/// Adds an organisation.
package struct InsertOrganisation: Query {
    package let id: Identifier<Organisation>
    package let organisation: Organisation

    package init(id: Identifier<Organisation>, organisation: Organisation) {
        self.id = id
        self.organisation = organisation
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            INSERT INTO bg.organisation (id, parent, kind, name, country, region, zone, status, path)
            VALUES (\(id.uuid), \(organisation.parent?.uuid), \(organisation.kind.rawValue),
                \(JSONText(organisation.name)), \(organisation.place.country), \(organisation.place.region),
                \(organisation.zone), \(organisation.status.rawValue), '{}')
            """)
    }
}

/// Replaces an organisation, if it is still of the version that the caller read.
package struct UpdateOrganisation: Query {
    package let id: Identifier<Organisation>
    package let expected: Int
    package let organisation: Organisation

    package init(id: Identifier<Organisation>, expected: Int, organisation: Organisation) {
        self.id = id
        self.expected = expected
        self.organisation = organisation
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.expectVersion(expected, of: id.uuid, in: "bg.organisation")
        try transaction.change(
            """
            UPDATE bg.organisation SET parent = \(organisation.parent?.uuid), kind = \(organisation.kind.rawValue),
                name = \(JSONText(organisation.name)), country = \(organisation.place.country),
                region = \(organisation.place.region), zone = \(organisation.zone),
                status = \(organisation.status.rawValue), version = version + 1, updated_at = now()
            WHERE id = \(id.uuid)
            """)
    }
}

/// An organisation; null when there is none.
package struct ReadOrganisation: Query {
    package static var isReadOnly: Bool { true }
    package let id: Identifier<Organisation>

    package init(id: Identifier<Organisation>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> Stored<Organisation>? {
        try ListOrganisations(id: id, limit: 1).run(in: transaction).first
    }
}

/// Organisations in the order of their identifiers.
package struct ListOrganisations: Query {
    package static var isReadOnly: Bool { true }
    package var id: Identifier<Organisation>?
    package var kind: Organisation.Kind?
    package var country: String?
    package var after: UUID?
    package var limit: Int

    package init(
        id: Identifier<Organisation>? = nil, kind: Organisation.Kind? = nil, country: String? = nil, after: UUID? = nil,
        limit: Int
    ) {
        self.id = id
        self.kind = kind
        self.country = country
        self.after = after
        self.limit = limit
    }

    package func run(in transaction: Transaction) throws(StoreError) -> [Stored<Organisation>] {
        try transaction.all(
            """
            SELECT id, version, parent, kind, name, country, region, zone, status FROM bg.organisation
            WHERE (\(id?.uuid)::uuid IS NULL OR id = \(id?.uuid)) AND (\(kind?.rawValue)::text IS NULL OR kind = \(kind?.rawValue))
                AND (\(country)::text IS NULL OR country = \(country)) AND (\(after)::uuid IS NULL OR id > \(after))
            ORDER BY id LIMIT \(limit)
            """
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            let version = try row.next(Int.self)
            let parent = try row.nextOptional(UUID.self).map { Identifier<Organisation>($0) }
            return Stored(
                id: id, version: version,
                value: Organisation(
                    parent: parent, kind: try row.nextCase(), name: try row.nextLocalized(),
                    place: try row.nextPlace(), zone: try row.next(), status: try row.nextCase()))
        }
    }
}

/// Some organisations and all below them.
package struct DescendantsOfOrganisations: Query {
    package static var isReadOnly: Bool { true }
    package let ids: [UUID]

    package init(ids: [UUID]) { self.ids = ids }

    package func run(in transaction: Transaction) throws(StoreError) -> Set<Identifier<Organisation>> {
        Set(
            try transaction.all("SELECT id FROM bg.organisation WHERE path && \(ids)") { row throws(PostgresError) in
                Identifier<Organisation>(try row.next(UUID.self))
            })
    }
}

extension Transaction {
    /// Locks a row and throws unless it is of the version that the caller read.
    ///
    /// - Parameter table: as SQL, written by the program's author.
    func expectVersion(_ expected: Int, of id: UUID, in table: String) throws(StoreError) {
        let version = try first("SELECT version FROM \(literally: table) WHERE id = \(id) FOR NO KEY UPDATE") {
            row throws(PostgresError) in try row.next(Int.self)
        }
        guard let version else { throw .notFound }
        guard version == expected else { throw .versionStale(current: version) }
    }
}
