import Foundation
import Model
import Postgres

/// The ventures of a cohort as they are matched: with their words, and the founders, who can be no mentors of theirs.
package struct ReadCohortVentures: Query {
    package static var isReadOnly: Bool { true }
    package let ids: [Identifier<Venture>]

    package init(_ ids: [Identifier<Venture>]) { self.ids = ids }

    package struct Party: Sendable {
        package let need: Need
        package let founders: Set<Identifier<Member>>
        /// Whether it is open to matching.
        package let isOpen: Bool
    }

    package func run(in transaction: Transaction) throws(StoreError) -> [Identifier<Venture>: Party] {
        let ids = ids.map(\.uuid)
        let heads = try transaction.all("SELECT id, need, status FROM bg.venture WHERE id = ANY(\(ids))") {
            row throws(PostgresError) in
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

/// How many ventures some mentors can take at once, and how many they accompany now.
package struct ReadMentorLoads: Query {
    package static var isReadOnly: Bool { true }
    package let ids: [Identifier<Member>]

    package init(_ ids: [Identifier<Member>]) { self.ids = ids }

    package func run(in transaction: Transaction) throws(StoreError) -> [CohortAssignment.Load] {
        try transaction.all(
            "SELECT id, capacity, held FROM bg.mentor WHERE id = ANY(\(ids.map(\.uuid))) ORDER BY id"
        ) { row throws(PostgresError) in
            CohortAssignment.Load(
                mentor: Identifier(try row.next(UUID.self)), capacity: try row.next(), isGiven: false,
                held: try row.next())
        }
    }
}
