import Demo
import Foundation
import Matching
import Model
import Scoring
import Store
import TestDatabase
import Testing

/// Cohorts over the demo's population.
@Suite struct AssignCohortTests {
    private let world: DemoWorld
    private let desk = Population.organisation("MA", .desk)

    init() async throws { world = try await DemoWorld.shared.value }

    private var staff: Caller { Caller(role: .desk([desk]), principal: UUID()) }

    /// The demo's ventures of the desk that are open to matching, a few of them.
    private func ventures(_ count: Int) -> [Identifier<Venture>] {
        Array(world.contents.ventures.filter { $0.desk == desk }.map(\.id).sorted().prefix(count))
    }

    private func cohort(
        _ ventures: [Identifier<Venture>], _ mentors: [Identifier<Member>]? = nil
    ) async throws -> UUID {
        let id = Identifier<Cohort>.new(at: Population.clock)
        let cohort = Cohort(desk: desk, name: try PlainText("A cohort"), ventures: ventures, mentors: mentors)
        try await world.database.store.run(InsertCohort(id: id, cohort: cohort))
        return id.uuid
    }

    private func assign(
        _ id: UUID, _ conditions: AssignmentConditions = AssignmentConditions(), kept: Bool = false
    ) async throws -> CohortAssignment {
        try await AssignCohort(id, conditions, kept: kept).run(in: world.service, as: staff).kept.assignment
    }

    /// By venture, what every mentor whom the desk sees scores, with a place or not.
    private func scores(_ venture: Identifier<Venture>) throws -> [Identifier<Member>: Int] {
        let need = try #require(world.contents.ventures.first { $0.id == venture }).need
        let visible = Set(
            world.contents.mentors.filter { $0.desks.isEmpty || $0.desks.contains(desk) }.map(\.id.uuid))
        return Dictionary(
            uniqueKeysWithValues: world.mentors(for: need).filter {
                visible.contains($0.id) && ($0.failed == nil || $0.failed == .noCapacity)
            }.map { (Identifier($0.id), $0.score) })
    }

    @Test func `every venture is told its score, what it misses, and who has its best mentor`() async throws {
        let cohort = try await cohort(ventures(12))
        let assignment = try await assign(cohort)
        #expect(assignment.rows.map(\.venture) == ventures(12))
        var taken: [Identifier<Member>: Int] = [:]
        for row in assignment.rows {
            let scores = try scores(row.venture)
            #expect(row.bestScore == scores.values.max())
            #expect(row.score == row.mentor.flatMap { scores[$0] })
            let mentor = try #require(row.mentor)
            taken[mentor, default: 0] += 1
            #expect((row.why == nil) == (row.regret == 0))
        }
        for load in assignment.loads {
            #expect(taken[load.mentor, default: 0] <= load.free)
            let free = world.contents.mentors.first { $0.id == load.mentor }?.free
            #expect(load.free == free)
        }
        // Nobody could have a better mentor who is left over.
        for row in assignment.rows {
            for (mentor, score) in try scores(row.venture) where score > row.score ?? 0 {
                let free = world.contents.mentors.first { $0.id == mentor }?.free ?? 0
                #expect(taken[mentor, default: 0] >= free)
            }
        }
    }

    @Test func `the same cohort gets the same answer in whatever order it is written, and no second number`()
        async throws
    {
        let mentors = world.contents.mentors.filter(\.desks.isEmpty).map(\.id).prefix(40)
        let first = try await assign(cohort(ventures(9), Array(mentors)))
        let second = try await assign(cohort(ventures(9).reversed(), mentors.reversed()))
        let pairs = { (assignment: CohortAssignment) in
            Dictionary(uniqueKeysWithValues: assignment.rows.map { ($0.venture, $0.mentor) })
        }
        #expect(pairs(first) == pairs(second))
        let kept = try await cohort(ventures(9), Array(mentors))
        for isNew in [true, false] {
            let answer = try await AssignCohort(kept).run(in: world.service, as: staff)
            #expect(answer.isNew == isNew)
            #expect(answer.kept.revision == 1)
        }
        let read = try await world.database.store.run(ReadAssignment(of: Identifier(kept)))
        #expect(read?.assignment == first.of(version: 1))
    }

    @Test func `pins, forbids and capacities of staff are kept, and told as reasons`() async throws {
        let ventures = ventures(4)
        let best = try #require(try scores(ventures[0]).max { ($0.value, $1.key) < ($1.value, $0.key) }?.key)
        let other = try #require(try scores(ventures[0]).keys.sorted().first { $0 != best })
        let cohort = try await cohort(ventures, [best, other])
        var conditions = AssignmentConditions()
        conditions.capacities = [best, other].map { AssignmentConditions.Capacity(mentor: $0, places: 20) }
        #expect(try await assign(cohort, conditions).rows[0].mentor == best)
        conditions.forbids = [CohortPair(venture: ventures[0], mentor: best)]
        let forbidden = try await assign(cohort, conditions)
        #expect(forbidden.rows[0].mentor == other)
        #expect(forbidden.rows[0].why == .forbidden)
        #expect(forbidden.rows[0].regret > 0)
        conditions.forbids = []
        conditions.pins = [CohortPair(venture: ventures[0], mentor: other)]
        let pinned = try await assign(cohort, conditions)
        #expect(pinned.rows[0].mentor == other && pinned.rows[0].isPinned && pinned.rows[0].why == .pinned)
        conditions.pins = []
        conditions.capacities = [AssignmentConditions.Capacity(mentor: best, places: 0)]
        let full = try await assign(cohort, conditions)
        #expect(full.rows[0].why == .full)
        #expect(full.loads.first { $0.mentor == best }?.isGiven == true)
    }

    @Test func `what cannot be is refused with its field`() async throws {
        let ventures = ventures(3)
        let able = try #require(try scores(ventures[0]).keys.sorted().first)
        let cohort = try await cohort(ventures, [able])
        let stranger = Identifier<Member>(UUID())
        func complaints(_ change: (inout AssignmentConditions) -> Void) async throws -> [String] {
            var conditions = AssignmentConditions()
            change(&conditions)
            do {
                _ = try await assign(cohort, conditions)
                return []
            } catch MatchingError.invalid(let violations) {
                return violations.map { "\($0.pointer) \($0.rule.rawValue)" }
            }
        }
        let pair = { (venture: Int, mentor: Identifier<Member>) in
            CohortPair(venture: ventures[venture], mentor: mentor)
        }
        #expect(try await complaints { $0.pins = [pair(0, stranger)] } == ["/pins/0/1 unknown_code"])
        #expect(
            try await complaints { $0.forbids = [CohortPair(venture: Identifier(UUID()), mentor: able)] }
                == ["/forbids/0/0 unknown_code"])
        #expect(
            try await complaints { $0.capacities = [AssignmentConditions.Capacity(mentor: stranger, places: 1)] }
                == ["/capacities/0/mentor unknown_code"])
        let roomy = [AssignmentConditions.Capacity(mentor: able, places: 20)]
        #expect(
            try await complaints {
                $0.capacities = roomy + roomy
            } == ["/capacities/1/mentor duplicate_item"])
        #expect(
            try await complaints {
                $0.pins = [pair(0, able), pair(0, able)]
                $0.capacities = roomy
            } == ["/pins/1/0 duplicate_item"])
        #expect(
            try await complaints {
                $0.pins = [pair(0, able)]
                $0.forbids = [pair(0, able)]
                $0.capacities = roomy
            } == ["/pins/0 pin_impossible"])
        #expect(
            try await complaints {
                $0.pins = [pair(0, able)]
                $0.capacities = [AssignmentConditions.Capacity(mentor: able, places: 0)]
            } == ["/pins/0/1 pin_impossible"])
    }

    @Test func `nobody mentors a venture of their own`() async throws {
        let mentor = try #require(world.contents.mentors.filter { $0.desks.isEmpty && $0.free > 0 }.map(\.id).min())
        let venture = Identifier<Venture>.new(at: Population.clock)
        let founded = Venture(
            desk: desk, name: try PlainText("Founded by a mentor"), stage: .idea, need: Need(),
            founders: [Venture.Founder(person: mentor, lead: true)])
        try await world.database.store.run(InsertVenture(id: venture, venture: founded))
        let cohort = try await cohort([venture], [mentor])
        let row = try await assign(cohort).rows[0]
        #expect(row.mentor == nil && row.best == nil && row.why == .nobody)
        var conditions = AssignmentConditions()
        conditions.pins = [CohortPair(venture: venture, mentor: mentor)]
        await #expect(throws: MatchingError.self) { _ = try await assign(cohort, conditions) }
    }

    @Test func `a cohort names ventures of its desk and mentors who work with it, each once`() async throws {
        let foreign = try #require(world.contents.ventures.first { $0.desk != desk }).id
        await #expect(throws: StoreError.self) { _ = try await cohort([foreign]) }
        await #expect(throws: StoreError.self) { _ = try await cohort(ventures(1), [Identifier(UUID())]) }
        let twice = Cohort(desk: desk, name: try PlainText("x"), ventures: ventures(1) + ventures(1))
        #expect(throws: Violation.self) { try twice.check() }
        let other = Caller(role: .desk([Population.organisation("SN", .desk)]), principal: UUID())
        let id = try await cohort(ventures(1))
        await #expect(throws: MatchingError.self) {
            _ = try await AssignCohort(id).run(in: world.service, as: other)
        }
    }
}

extension CohortAssignment {
    fileprivate func of(version: Int) -> CohortAssignment {
        CohortAssignment(
            cohortVersion: version, weights: weights, taxonomy: taxonomy, rows: rows, loads: loads, forbids: forbids)
    }
}
