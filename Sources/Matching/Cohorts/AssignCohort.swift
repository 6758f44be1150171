import Foundation
import Model
import Scoring
import Store

/// Assigns the ventures of a cohort to mentors: the fewest unmatched, then the greatest total score, then the evenest
/// load, exactly.
package struct AssignCohort: Sendable {
    package let id: UUID
    package let conditions: AssignmentConditions
    /// Whether the assignment gets a number and can be read again.
    package let isKept: Bool

    package init(_ id: UUID, _ conditions: AssignmentConditions = AssignmentConditions(), kept isKept: Bool = true) {
        self.id = id
        self.conditions = conditions
        self.isKept = isKept
    }

    /// The assignment, and whether it is another than the latest.
    ///
    /// Throws ``MatchingError/invalid(_:)`` for conditions that cannot be, ``MatchingError/conflict(_:)`` for a cohort that
    /// is closed or is being assigned at this moment, and ``MatchingError/busy`` while too many others are.
    package func run(
        in service: Service, as caller: Caller
    ) async throws(MatchingError) -> (kept: KeptAssignment, isNew: Bool) {
        let stored = try await ReadRecord<Cohort>(id).run(in: service, as: caller).stored
        guard stored.value.status == .open else { throw .conflict("cohort_closed") }
        return try await service.assignments.make(id, of: stored.value.desk) { () async throws(MatchingError) in
            let (assignment, asOf) = try await solve(stored, service, caller)
            guard isKept else { return (KeptAssignment(revision: nil, asOf: asOf, assignment: assignment), true) }
            return try await service.run(
                KeepAssignment(assignment, of: Identifier(id), asOf: asOf), as: caller)
        }
    }

    private func solve(
        _ stored: Stored<Cohort>, _ service: Service, _ caller: Caller
    ) async throws(MatchingError) -> (assignment: CohortAssignment, asOf: Date) {
        let cohort = stored.value
        let pool = try await CohortPool.read(
            cohort.mentors, ventures: cohort.ventures, of: cohort.desk, in: service, as: caller)
        guard pool.mentors.count * cohort.ventures.count <= SolveCohort.mostPairs else {
            throw .invalid(
                Violation(
                    .tooManyItems, at: "/mentors", "name the mentors: the desk sees too many for so many ventures"))
        }
        let loads = try await loads(cohort, pool, service, caller)
        let free = Dictionary(uniqueKeysWithValues: loads.map { ($0.mentor, $0.free) })
        let able = Set(pool.mentors)
        let solve = SolveCohort(
            pool: pool, pins: conditions.pins, forbids: Set(conditions.forbids),
            loads: loads.filter { able.contains($0.mentor) })
        let check = CheckConditions(conditions: conditions, pool: pool, free: free)
        let rows = try await service.assignments.compute(id, steps: solve.steps) { report throws(MatchingError) in
            let violations = check.violations
            guard violations.isEmpty else { throw .invalid(violations) }
            return solve.run(report: report)
        }
        return (assignment(stored, rows, loads, pool.snapshot.taxonomy.version), pool.snapshot.asOf)
    }

    /// Of the cohort's mentors, open to matching or not, with the capacities that staff give.
    private func loads(
        _ cohort: Cohort, _ pool: CohortPool, _ service: Service, _ caller: Caller
    ) async throws(MatchingError) -> [CohortAssignment.Load] {
        let given = Dictionary(conditions.capacities.map { ($0.mentor, $0.places) }, uniquingKeysWith: { $1 })
        let loads = try await service.run(
            ReadMentorLoads(cohort.mentors ?? pool.mentors, of: cohort.desk), as: caller)
        return loads.map { load in
            given[load.mentor].map { places in
                CohortAssignment.Load(mentor: load.mentor, capacity: places, isGiven: true, held: load.held)
            } ?? load
        }
    }

    private func assignment(
        _ stored: Stored<Cohort>, _ rows: [Identifier<Venture>: CohortAssignment.Row],
        _ loads: [CohortAssignment.Load], _ taxonomy: String
    ) -> CohortAssignment {
        let all = stored.value.ventures.map { venture in
            rows[venture]
                ?? CohortAssignment.Row(
                    venture: venture, mentor: nil, isPinned: false, score: nil, best: nil, bestScore: nil, why: .notOpen
                )
        }
        let told = Set(all.flatMap { [$0.mentor, $0.best] }.compactMap(\.self))
        return CohortAssignment(
            cohortVersion: stored.version, weights: Weights.version, taxonomy: taxonomy, rows: all,
            loads: loads.filter { stored.value.mentors != nil || $0.isGiven || told.contains($0.mentor) },
            forbids: Set(conditions.forbids).sorted { ($0.venture, $0.mentor) < ($1.venture, $1.mentor) })
    }
}
