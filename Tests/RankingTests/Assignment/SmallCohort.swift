@testable import Ranking

/// A cohort that is small enough to try every assignment of.
struct SmallCohort: CustomStringConvertible {
    var scores: [[Int?]]
    var columns: [AssignmentProblem.Column]
    var pins: [AssignmentProblem.Pin] = []
    var forbids: [AssignmentProblem.Pin] = []

    /// With few different scores, so that ties are common.
    init(_ dice: inout Dice) {
        let (rows, count) = (dice.roll(0...5), dice.roll(1...5))
        let greatest = dice.pick([0, 1, 3, 62_500])
        let eligible = dice.pick([30, 70, 100])
        scores = (0..<rows).map { _ in
            (0..<count).map { _ in dice.chance(eligible) ? dice.roll(0...greatest) : nil }
        }
        let (most, held) = (dice.pick([1, 2, 4]), dice.pick([0, 1, 5]))
        columns = (0..<count).map { _ in
            AssignmentProblem.Column(places: dice.roll(0...most), held: dice.roll(0...held))
        }
        guard rows > 0 else { return }
        for _ in 0..<dice.pick([0, 0, 1, 3]) {
            forbids.append(AssignmentProblem.Pin(row: dice.roll(0...rows - 1), column: dice.roll(0...count - 1)))
        }
        for _ in 0..<dice.pick([0, 0, 1, 3]) {
            pins.append(AssignmentProblem.Pin(row: dice.roll(0...rows - 1), column: dice.roll(0...count - 1)))
        }
    }

    /// The problem, and the pins that it takes; those that cannot be are refused one by one.
    var problem: (problem: AssignmentProblem, pins: [AssignmentProblem.Pin]) {
        var matrix = ScoreMatrix(rows: scores.count, columns: columns.count)
        for (row, values) in scores.enumerated() {
            for (column, score) in values.enumerated() { matrix[row, column] = score }
        }
        var problem = AssignmentProblem(scores: matrix, columns: columns)
        for forbid in forbids { problem.forbid(row: forbid.row, column: forbid.column) }
        let taken = pins.filter { problem.pin(row: $0.row, column: $0.column) }
        return (problem, taken)
    }

    /// The pins that can be kept beside those before them, by what the words mean.
    var possiblePins: [AssignmentProblem.Pin] {
        pins.reduce(into: []) { kept, pin in
            let isEligible = scores[pin.row][pin.column] != nil && !forbids.contains(pin)
            let isFree = kept.count { $0.column == pin.column } < columns[pin.column].places
            if isEligible, isFree, !kept.contains(where: { $0.row == pin.row }) { kept.append(pin) }
        }
    }

    /// What an assignment is judged by, in this order: unmatched rows, total score, squares of the load.
    struct Worth: Equatable, Comparable {
        let unmatched: Int
        let score: Int
        let squares: Int

        static func < (left: Self, right: Self) -> Bool {
            (left.unmatched, -left.score, left.squares) < (right.unmatched, -right.score, right.squares)
        }
    }

    /// The least worth of all assignments that keep the pins.
    func best(keeping pins: [AssignmentProblem.Pin]) -> Worth? {
        var chosen = [Int?](repeating: nil, count: scores.count)
        var best: Worth?
        func choose(_ row: Int) {
            guard row < scores.count else {
                if let worth = worth(of: chosen, keeping: pins) { best = min(best ?? worth, worth) }
                return
            }
            for column in columns.indices where scores[row][column] != nil {
                chosen[row] = column
                choose(row + 1)
            }
            chosen[row] = nil
            choose(row + 1)
        }
        choose(0)
        return best
    }

    /// Null for an assignment that must not be.
    func worth(of chosen: [Int?], keeping pins: [AssignmentProblem.Pin]) -> Worth? {
        var taken = [Int](repeating: 0, count: columns.count)
        var score = 0
        for (row, column) in chosen.enumerated() {
            guard let column else { continue }
            let pair = AssignmentProblem.Pin(row: row, column: column)
            guard let value = scores[row][column], !forbids.contains(pair) else { return nil }
            score += value
            taken[column] += 1
        }
        guard pins.allSatisfy({ chosen[$0.row] == $0.column }),
            zip(taken, columns).allSatisfy({ $0 <= $1.places })
        else { return nil }
        let squares = zip(taken, columns).reduce(0) { $0 + ($1.0 + $1.1.held) * ($1.0 + $1.1.held) }
        return Worth(unmatched: chosen.count { $0 == nil }, score: score, squares: squares)
    }

    var description: String { "\(scores) \(columns) pins \(pins) forbids \(forbids)" }
}
