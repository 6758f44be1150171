import Model
import Ranking

/// Scores every venture of a cohort against every mentor, and finds the assignment that is best for all of them.
struct SolveCohort: Sendable {
    let pool: CohortPool
    let pins: [CohortPair]
    let forbids: Set<CohortPair>
    /// Of those who matter to the cohort, by identifier.
    let loads: [CohortAssignment.Load]

    /// The most pairs that are kept in memory, two bytes each.
    static let mostPairs = 100_000_000

    /// How many steps there are to report.
    var steps: Int { 2 * rows.count }

    /// Numbered by identifier, so that the same cohort gets the same answer in whatever order it is written down.
    private var rows: [Identifier<Venture>] {
        pool.parties.filter(\.value.isOpen).keys.sorted()
    }

    /// - Parameter report: is told how many steps are done.
    func run(report: (Int) -> Void) -> [Identifier<Venture>: CohortAssignment.Row] {
        let rows = rows
        let columns = loads.map(\.mentor)
        let numbers = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.number, $0) })
        let pinned = Dictionary(uniqueKeysWithValues: pins.map { ($0.venture, $0.mentor.number) })
        var scores = ScoreMatrix(rows: rows.count, columns: columns.count)
        var best: [Hit?] = []
        for (row, venture) in rows.enumerated() {
            let hits = pool.ranker(of: venture)?.everyMentor ?? []
            best.append(hits.min())
            fill(&scores, row, venture, hits, numbers, pinned: pinned[venture])
            report(row + 1)
        }
        var problem = AssignmentProblem(
            scores: scores, columns: loads.map { AssignmentProblem.Column(places: $0.free, held: $0.held) })
        let pinnedRows = pin(&problem, rows, numbers)
        let found = problem.solved { done in report(rows.count + done) }
        return Dictionary(
            uniqueKeysWithValues: rows.enumerated().map { row, venture in
                let mentor = found.columns[row].map { columns[$0] }
                let score = found.columns[row].flatMap { problem.scores[row, $0] }
                let isFull = best[row].flatMap { numbers[$0.identifier] }.map { loads[$0].free == 0 } ?? true
                let isPinned = pinnedRows.contains(row)
                return (venture, self.row(venture, mentor, score, best: best[row], isFull, isPinned))
            })
    }

    /// Enters who can be assigned.
    ///
    /// A cohort of E ventures needs no more than the E best of each with a place, and who scores the same as the last of
    /// them: whoever had one beyond could change to one of those whom no other venture has, and gain.
    private func fill(
        _ scores: inout ScoreMatrix, _ row: Int, _ venture: Identifier<Venture>, _ hits: [Hit],
        _ numbers: [UInt128: Int], pinned: UInt128?
    ) {
        let able = hits.filter { hit in
            guard let column = numbers[hit.identifier] else { return false }
            return loads[column].free > 0
                && !forbids.contains(CohortPair(venture: venture, mentor: Identifier(number: hit.identifier)))
        }
        let wanted = scores.rows
        let least = able.count > wanted ? able.map(\.score).sorted(by: >)[wanted - 1] : 0
        for hit in able where hit.score >= least || hit.identifier == pinned {
            if let column = numbers[hit.identifier] { scores[row, column] = hit.score }
        }
    }

    /// Enters the pins, all of which were found possible, and gives the rows that have one.
    private func pin(
        _ problem: inout AssignmentProblem, _ rows: [Identifier<Venture>], _ numbers: [UInt128: Int]
    ) -> Set<Int> {
        let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
        return Set(
            pins.compactMap { pin in
                guard let row = places[pin.venture], let column = numbers[pin.mentor.number],
                    problem.pin(row: row, column: column)
                else { return nil }
                return row
            })
    }

    /// - Parameter isFull: whether the best mentor has no place.
    private func row(
        _ venture: Identifier<Venture>, _ mentor: Identifier<Member>?, _ score: Int?, best: Hit?, _ isFull: Bool,
        _ isPinned: Bool
    ) -> CohortAssignment.Row {
        let first = best.map { Identifier<Member>(number: $0.identifier) }
        var why: CohortAssignment.Why? {
            guard let first else { return .nobody }
            if score == best?.score { return nil }
            if isPinned { return .pinned }
            if forbids.contains(CohortPair(venture: venture, mentor: first)) { return .forbidden }
            return isFull ? .full : .taken
        }
        return CohortAssignment.Row(
            venture: venture, mentor: mentor, isPinned: isPinned, score: score, best: first, bestScore: best?.score,
            why: why)
    }
}
