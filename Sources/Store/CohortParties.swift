import Foundation
import Model
import Postgres

/// The ventures of a cohort as they are matched: with their words, and the founders, who can be no mentors of theirs.
/// A venture that went to another desk since is none of them.
package struct ReadCohortVentures: Query {
    package static var isReadOnly: Bool { true }
    package let ids: [Identifier<Venture>]
    package let desk: Identifier<Organisation>

    package init(_ ids: [Identifier<Venture>], of desk: Identifier<Organisation>) {
        self.ids = ids
        self.desk = desk
    }

    package struct Party: Sendable {
        package let need: Need
        package let founders: Set<Identifier<Member>>
        /// Whether it is open to matching.
        package let isOpen: Bool
    }

    package func run(in transaction: Transaction) throws(StoreError) -> [Identifier<Venture>: Party] {
        let ids = ids.map(\.uuid)
        let heads = try transaction.all(
            """
            SELECT v.id, v.need, v.status FROM bg.venture v JOIN bg.organisation o ON o.id = v.organisation
            WHERE v.id = ANY(\(ids)) AND o.path @> ARRAY[\(desk.uuid)]
            """
        ) { row throws(PostgresError) in
            (
                id: try row.next(UUID.self), need: try row.next(UUID.self),
                status: try row.nextCase(Venture.Status.self)
            )
        }
        let founders = try transaction.all("SELECT venture, person FROM bg.founder WHERE venture = ANY(\(ids))") {
            row throws(PostgresError) in
            (venture: try row.next(UUID.self), person: Identifier<Member>(try row.next(UUID.self)))
        }
        let byVenture = Dictionary(grouping: founders, by: \.venture)
        let parts = try transaction.read { () throws(PostgresError) in
            try CriteriaParts(of: heads.map(\.need), withTexts: true, in: transaction)
        }
        return Dictionary(
            heads.map { head in
                let founders = Set((byVenture[head.id] ?? []).map(\.person))
                return (
                    Identifier(head.id),
                    Party(need: parts.need(head.need), founders: founders, isOpen: head.status == .incubated)
                )
            }, uniquingKeysWith: { first, _ in first })
    }
}

/// How many ventures some mentors can take at once, and how many they accompany now; of those alone who work with a desk.
package struct ReadMentorLoads: Query {
    package static var isReadOnly: Bool { true }
    package let ids: [Identifier<Member>]
    package let desk: Identifier<Organisation>

    package init(_ ids: [Identifier<Member>], of desk: Identifier<Organisation>) {
        self.ids = ids
        self.desk = desk
    }

    package func run(in transaction: Transaction) throws(StoreError) -> [CohortAssignment.Load] {
        try transaction.all(
            """
            SELECT m.id, m.capacity, m.held FROM bg.mentor m
            WHERE m.id = ANY(\(ids.map(\.uuid))) AND \(SQL.worksWith(desk)) ORDER BY m.id
            """
        ) { row throws(PostgresError) in
            CohortAssignment.Load(
                mentor: Identifier(try row.next(UUID.self)), capacity: try row.next(), isGiven: false,
                held: try row.next())
        }
    }
}

extension SQL {
    /// That a mentor `m` works with a desk: with any, or with it or one below it.
    static func worksWith(_ desk: Identifier<Organisation>) -> SQL {
        """
        (SELECT w.desks = '{}' OR w.desks && (SELECT array_agg(o.id) FROM bg.organisation o WHERE o.path @> ARRAY[\(desk.uuid)])
            FROM (SELECT \(literally: WorkingDesks.sql(mentor: "m", member: "x")) AS desks FROM bg.member x WHERE x.id = m.id) w)
        """
    }
}
