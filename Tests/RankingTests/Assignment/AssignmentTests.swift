import Testing

@testable import Ranking

@Suite struct AssignmentTests {
    @Test func `no other assignment of thousands of small cohorts is better by any of the three aims`() {
        var dice = Dice(seed: 12)
        var ties = 0
        for _ in 0..<4_000 {
            let cohort = SmallCohort(&dice)
            let (problem, pins) = cohort.problem
            #expect(pins == cohort.possiblePins, "\(cohort)")
            let found = problem.solved()
            let worth = cohort.worth(of: found.columns, keeping: pins)
            #expect(worth != nil && worth == cohort.best(keeping: pins), "\(cohort): \(found)")
            #expect(worth?.score == found.score && worth?.squares == found.squares, "\(cohort)")
            #expect(worth?.unmatched == found.unmatched)
            if let worth, worth.squares > 0, cohort.scores.joined().allSatisfy({ $0 == 0 || $0 == nil }) { ties += 1 }
        }
        #expect(ties > 100, "cohorts in which load alone decides")
    }

    @Test(arguments: [1, 2, 3, 4])
    func `the prices of a large cohort prove that nothing is better`(seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let (rows, columns) = (dice.roll(150...250), dice.roll(60...200))
        var scores = ScoreMatrix(rows: rows, columns: columns)
        let greatest = dice.pick([3, 62_500])
        for row in 0..<rows {
            for column in 0..<columns where dice.chance(60) { scores[row, column] = dice.roll(0...greatest) }
        }
        let places = (0..<columns).map { _ in
            AssignmentProblem.Column(places: dice.roll(0...3), held: dice.roll(0...4))
        }
        var problem = AssignmentProblem(scores: scores, columns: places)
        for _ in 0..<5 { _ = problem.pin(row: dice.roll(0...rows - 1), column: dice.roll(0...columns - 1)) }
        let search = AssignmentSearch(problem)
        for row in 0..<rows where !problem.pins.contains(where: { $0.row == row }) { search.place(row) }
        #expect(search.assignment == problem.solved())
        for doubt in Certificate(problem, search).doubts { Issue.record("\(doubt)") }
    }

    @Test func `a pin outweighs every score, and who then has no place is unmatched`() {
        var scores = ScoreMatrix(rows: 2, columns: 2)
        scores[0, 0] = 50_000
        scores[0, 1] = 40_000
        scores[1, 0] = 30_000
        var problem = AssignmentProblem(
            scores: scores, columns: Array(repeating: AssignmentProblem.Column(places: 1), count: 2))
        #expect(problem.solved().columns == [1, 0])
        let isTaken = problem.pin(row: 0, column: 0)
        #expect(isTaken)
        #expect(problem.solved().columns == [0, nil])
        let isTakenTwice = problem.pin(row: 1, column: 0)
        #expect(!isTakenTwice)
    }

    @Test func `the greatest costs there may be are exact`() {
        let columns = Array(repeating: AssignmentProblem.Column(places: 20, held: 99), count: 3)
        let costs = AssignmentCosts(rows: AssignmentProblem.mostRows, columns: columns)
        #expect(2 * costs.unmatched < 0x1p53)
        #expect(costs.unmatched + 1 > costs.unmatched)
    }

    @Test func `a search that is told to stop stops`() {
        struct Stopped: Error {}
        var scores = ScoreMatrix(rows: 9, columns: 1)
        for row in 0..<9 { scores[row, 0] = row }
        let problem = AssignmentProblem(scores: scores, columns: [AssignmentProblem.Column(places: 2)])
        var seen: [Int] = []
        #expect(throws: Stopped.self) {
            try problem.solved { (rows: Int) throws(Stopped) in
                seen.append(rows)
                if rows == 4 { throw Stopped() }
            }
        }
        #expect(seen == [1, 2, 3, 4])
    }
}
