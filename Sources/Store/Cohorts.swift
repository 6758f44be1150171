import Foundation
import Model
import Postgres

/// Adds a cohort; throws ``StoreError/invalid(_:)`` where it names what its desk does not know of.
package struct InsertCohort: Query {
    package let id: Identifier<Cohort>
    package let cohort: Cohort

    package init(id: Identifier<Cohort>, cohort: Cohort) {
        self.id = id
        self.cohort = cohort
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.requireKnown(cohort, besides: nil)
        try transaction.change(
            """
            INSERT INTO bg.cohort (id, organisation, name, ventures, mentors, status)
            VALUES (\(id.uuid), \(cohort.desk.uuid), \(cohort.name.description), \(cohort.ventures.map(\.uuid)),
                \(cohort.mentors?.map(\.uuid)), \(cohort.status.rawValue))
            """)
    }
}

/// Replaces a cohort, if it is still of the version that the caller read. Whom and what it named before may stay, though
/// they went to another desk since: a cohort can always be closed.
package struct UpdateCohort: Query {
    package let id: Identifier<Cohort>
    package let expected: Int
    package let cohort: Cohort

    package init(id: Identifier<Cohort>, expected: Int, cohort: Cohort) {
        self.id = id
        self.expected = expected
        self.cohort = cohort
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.expectVersion(expected, of: id.uuid, in: "bg.cohort")
        try transaction.requireKnown(cohort, besides: id)
        try transaction.change(
            """
            UPDATE bg.cohort SET organisation = \(cohort.desk.uuid), name = \(cohort.name.description),
                ventures = \(cohort.ventures.map(\.uuid)), mentors = \(cohort.mentors?.map(\.uuid)),
                status = \(cohort.status.rawValue), version = version + 1, updated_at = now()
            WHERE id = \(id.uuid)
            """)
    }
}

/// A cohort; null when there is none.
package struct ReadCohort: Query {
    package static var isReadOnly: Bool { true }
    package let id: Identifier<Cohort>

    package init(id: Identifier<Cohort>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> Stored<Cohort>? {
        try ListCohorts(id: id, limit: 1).run(in: transaction).first
    }
}

/// Cohorts in the order of their identifiers.
package struct ListCohorts: Query {
    package static var isReadOnly: Bool { true }
    package var id: Identifier<Cohort>?
    /// The desks whose cohorts are wanted; null for all.
    package var desks: [UUID]?
    package var after: UUID?
    package var limit: Int

    package init(id: Identifier<Cohort>? = nil, desks: [UUID]? = nil, after: UUID? = nil, limit: Int) {
        self.id = id
        self.desks = desks
        self.after = after
        self.limit = limit
    }

    package func run(in transaction: Transaction) throws(StoreError) -> [Stored<Cohort>] {
        try transaction.all(
            """
            SELECT id, version, organisation, name, ventures, mentors, status FROM bg.cohort
            WHERE (\(id?.uuid)::uuid IS NULL OR id = \(id?.uuid))
                AND (\(desks)::uuid[] IS NULL OR organisation = ANY(\(desks)))
                AND (\(after)::uuid IS NULL OR id > \(after))
            ORDER BY id LIMIT \(limit)
            """
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            let version = try row.next(Int.self)
            let desk = Identifier<Organisation>(try row.next(UUID.self))
            guard let name = try row.nextText() else { throw .unexpectedResult("a cohort without a name") }
            return Stored(
                id: id, version: version,
                value: Cohort(
                    desk: desk, name: name, ventures: try row.next([UUID].self).map { Identifier($0) },
                    mentors: try row.nextOptional([UUID].self)?.map { Identifier($0) }, status: try row.nextCase()))
        }
    }
}

extension Transaction {
    /// Throws unless all ventures are of the cohort's desk or below it, and all mentors work with one of those.
    ///
    /// - Parameter stored: the cohort as it is kept; what that names for the same desk is known.
    fileprivate func requireKnown(_ cohort: Cohort, besides stored: Identifier<Cohort>?) throws(StoreError) {
        let desk = cohort.desk.uuid
        let kept: SQL = "FROM bg.cohort c WHERE c.id = \(stored?.uuid) AND c.organisation = \(desk)"
        let venture = try first(
            """
            SELECT named.place FROM unnest(\(cohort.ventures.map(\.uuid))) WITH ORDINALITY AS named (id, place)
            WHERE named.id NOT IN (SELECT unnest(c.ventures) \(kept)) AND NOT EXISTS (
                SELECT FROM bg.venture v JOIN bg.organisation o ON o.id = v.organisation
                WHERE v.id = named.id AND o.path @> ARRAY[\(desk)])
            ORDER BY named.place LIMIT 1
            """
        ) { row throws(PostgresError) in try row.next(Int.self) }
        if let venture {
            throw .invalid(Violation(.unknownCode, at: "/ventures/\(venture - 1)", "name a venture of the desk"))
        }
        let mentor = try first(
            """
            SELECT named.place FROM unnest(\(cohort.mentors?.map(\.uuid) ?? [])) WITH ORDINALITY AS named (id, place)
            WHERE named.id NOT IN (SELECT unnest(c.mentors) \(kept)) AND NOT EXISTS (
                SELECT FROM bg.mentor m WHERE m.id = named.id AND \(SQL.worksWith(cohort.desk)))
            ORDER BY named.place LIMIT 1
            """
        ) { row throws(PostgresError) in try row.next(Int.self) }
        if let mentor {
            throw .invalid(
                Violation(.unknownCode, at: "/mentors/\(mentor - 1)", "name a mentor who works with the desk"))
        }
    }
}
