import Foundation
import Model
import Postgres

/// Keeps an assignment under the next number, unless the cohort's latest is the same. Throws
/// ``StoreError/conflict(_:)`` for a cohort that was closed since.
package struct KeepAssignment: Query {
    package let cohort: Identifier<Cohort>
    package let assignment: CohortAssignment
    /// The database as of when the scores stood.
    package let asOf: Date

    package init(_ assignment: CohortAssignment, of cohort: Identifier<Cohort>, asOf: Date) {
        self.assignment = assignment
        self.cohort = cohort
        self.asOf = asOf
    }

    /// The assignment as it is kept, and whether it is new.
    package func run(in transaction: Transaction) throws(StoreError) -> (kept: KeptAssignment, isNew: Bool) {
        // One after the other, so that no number is given twice.
        let status = try transaction.first("SELECT status FROM bg.cohort WHERE id = \(cohort.uuid) FOR NO KEY UPDATE") {
            row throws(PostgresError) in try row.nextCase(Cohort.Status.self)
        }
        guard status == .open else { throw .conflict("cohort_closed") }
        let latest = try ReadAssignment(of: cohort).run(in: transaction)
        if let latest, latest.assignment == assignment { return (latest, false) }
        let revision = (latest?.revision ?? 0) + 1
        try transaction.change(
            """
            INSERT INTO bg.assignment (cohort, revision, cohort_version, as_of, weights, taxonomy)
            VALUES (\(cohort.uuid), \(revision), \(assignment.cohortVersion), \(asOf), \(assignment.weights),
                \(assignment.taxonomy))
            """)
        try transaction.read { () throws(PostgresError) in try insert(revision, in: transaction) }
        return (KeptAssignment(revision: revision, asOf: asOf, assignment: assignment), true)
    }

    private func insert(_ revision: Int, in transaction: Transaction) throws(PostgresError) {
        let (cohort, revision) = (cohort.uuid, Int32(revision))
        try transaction.insert(
            "bg.assignment_venture",
            [
                "cohort", "revision", "position", "venture", "mentor", "pinned", "score", "best", "best_score", "why",
            ], Array(assignment.rows.enumerated())
        ) { entry, writer in
            let row = entry.element
            writer.field(cohort)
            writer.field(revision)
            writer.field(Int16(entry.offset))
            writer.field(row.venture.uuid)
            writer.field(row.mentor?.uuid)
            writer.field(row.isPinned)
            writer.field(row.score.map { Int32($0) })
            writer.field(row.best?.uuid)
            writer.field(row.bestScore.map { Int32($0) })
            writer.field(row.why?.rawValue)
        }
        try transaction.insert(
            "bg.assignment_mentor", ["cohort", "revision", "mentor", "capacity", "given", "held"], assignment.loads
        ) { load, writer in
            writer.field(cohort)
            writer.field(revision)
            writer.field(load.mentor.uuid)
            writer.field(Int16(load.capacity))
            writer.field(load.isGiven)
            writer.field(Int16(load.held))
        }
        try transaction.insert(
            "bg.assignment_forbid", ["cohort", "revision", "venture", "mentor"], assignment.forbids
        ) { pair, writer in
            writer.field(cohort)
            writer.field(revision)
            writer.field(pair.venture.uuid)
            writer.field(pair.mentor.uuid)
        }
    }
}

/// An assignment as it is kept.
package struct KeptAssignment: Hashable, Sendable {
    /// From 1; null for one that is kept nowhere.
    package let revision: Int?
    package let asOf: Date
    package let assignment: CohortAssignment

    package init(revision: Int?, asOf: Date, assignment: CohortAssignment) {
        self.revision = revision
        self.asOf = asOf
        self.assignment = assignment
    }
}

/// One of a cohort's assignments; null when there is none.
package struct ReadAssignment: Query {
    package static var isReadOnly: Bool { true }
    package let cohort: Identifier<Cohort>
    /// Null for the latest.
    package let revision: Int?

    package init(of cohort: Identifier<Cohort>, revision: Int? = nil) {
        self.cohort = cohort
        self.revision = revision
    }

    package func run(in transaction: Transaction) throws(StoreError) -> KeptAssignment? {
        let head = try transaction.first(
            """
            SELECT revision, cohort_version, as_of, weights, taxonomy FROM bg.assignment
            WHERE cohort = \(cohort.uuid) AND (\(revision)::bigint IS NULL OR revision = \(revision))
            ORDER BY revision DESC LIMIT 1
            """
        ) { row throws(PostgresError) in
            (
                revision: try row.next(Int.self), version: try row.next(Int.self), asOf: try row.next(Date.self),
                weights: try row.next(String.self), taxonomy: try row.next(String.self)
            )
        }
        guard let head else { return nil }
        let key: SQL = "cohort = \(cohort.uuid) AND revision = \(head.revision)"
        let rows = try transaction.all(
            """
            SELECT venture, mentor, pinned, score, best, best_score, why FROM bg.assignment_venture
            WHERE \(key) ORDER BY position
            """
        ) { row throws(PostgresError) in
            CohortAssignment.Row(
                venture: Identifier(try row.next(UUID.self)),
                mentor: try row.nextOptional(UUID.self).map { Identifier($0) }, isPinned: try row.next(),
                score: try row.nextOptional(), best: try row.nextOptional(UUID.self).map { Identifier($0) },
                bestScore: try row.nextOptional(),
                why: try row.nextOptional(String.self).flatMap { CohortAssignment.Why(rawValue: $0) })
        }
        let loads = try transaction.all(
            "SELECT mentor, capacity, given, held FROM bg.assignment_mentor WHERE \(key) ORDER BY mentor"
        ) { row throws(PostgresError) in
            CohortAssignment.Load(
                mentor: Identifier(try row.next(UUID.self)), capacity: try row.next(), isGiven: try row.next(),
                held: try row.next())
        }
        let forbids = try transaction.all(
            "SELECT venture, mentor FROM bg.assignment_forbid WHERE \(key) ORDER BY venture, mentor"
        ) { row throws(PostgresError) in
            CohortPair(venture: Identifier(try row.next(UUID.self)), mentor: Identifier(try row.next(UUID.self)))
        }
        return KeptAssignment(
            revision: head.revision, asOf: head.asOf,
            assignment: CohortAssignment(
                cohortVersion: head.version, weights: head.weights, taxonomy: head.taxonomy, rows: rows, loads: loads,
                forbids: forbids))
    }
}
