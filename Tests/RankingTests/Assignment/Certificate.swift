@testable import Ranking

/// Proves by prices that an assignment is the best one, without looking for another: with the least that each row could
/// pay, the columns' prices make a lower bound of every assignment's cost that this one reaches (complementary slackness).
/// Reckoned in integers, from the words of the problem.
struct Certificate {
    /// What keeps the prices from proving it; empty for a proof.
    private(set) var doubts: [String] = []

    init(_ problem: AssignmentProblem, _ search: AssignmentSearch) {
        let assignment = search.assignment
        var prices = problem.columns.map { _ in 0 }
        for (column, price) in zip(search.open, search.prices) { prices[column] = Int(price) }
        let rows = problem.scores.rows
        let rise = max(1, 2 * (problem.columns.map { $0.places + $0.held }.max() ?? 0) - 1)
        let scale = rows * rise + 1
        let unmatched = rows * (62_500 * scale + rise) + 1
        let pinned = Set(problem.pins.map(\.row))
        for row in 0..<rows where !pinned.contains(row) {
            func cost(_ column: Int) -> Int? {
                problem.scores[row, column].map { (62_500 - $0) * scale + prices[column] }
            }
            // Columns without a place beside those of pins are none to wish for.
            let open = problem.columns.indices.filter { column in
                problem.columns[column].places > problem.pins.count { $0.column == column }
            }
            let least = min(unmatched, open.compactMap(cost).min() ?? unmatched)
            let paid = assignment.columns[row].flatMap(cost) ?? unmatched
            if paid != least { doubts.append("row \(row) pays \(paid) and could pay \(least)") }
        }
        for (column, place) in problem.columns.enumerated() {
            let pins = problem.pins.count { $0.column == column }
            let load = place.held + assignment.columns.count { $0 == column }
            let isFull = load == place.held + place.places
            if !isFull, prices[column] > 2 * load + 1 { doubts.append("column \(column) is too dear for a free place") }
            if load > place.held + pins, prices[column] < 2 * load - 1 {
                doubts.append("column \(column) is too cheap for its last place")
            }
        }
    }
}
