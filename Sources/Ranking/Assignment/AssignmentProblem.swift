/// Which row gets which column: each row one at most, each column as many as it has places.
///
/// Of all ways the best leaves the fewest rows unmatched, then has the greatest total score, then the evenest load: the
/// least sum of the squares of what columns hold, with what they held before. What still ties is decided by the order of
/// rows and columns alone: whoever numbers them by identifier gets the same answer for the same input.
package struct AssignmentProblem: Sendable {
    /// What a column can take.
    package struct Column: Hashable, Sendable {
        /// How many more rows it takes.
        package var places: Int
        /// How many it holds already.
        package var held: Int

        package init(places: Int, held: Int = 0) {
            self.places = places
            self.held = held
        }
    }

    /// A row and a column that belong together whatever the score.
    package struct Pin: Hashable, Sendable {
        package var row: Int
        package var column: Int

        package init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    package var scores: ScoreMatrix
    package var columns: [Column]
    package private(set) var pins: [Pin] = []

    /// The most rows whose costs are exact in 53 bits, with loads of up to 119 (`AssignmentCosts`).
    package static let mostRows = 16_384

    package init(scores: ScoreMatrix, columns: [Column]) {
        precondition(columns.count == scores.columns && scores.rows <= Self.mostRows)
        precondition(columns.allSatisfy { $0.places >= 0 && $0.held >= 0 && $0.places + $0.held <= 1_000 })
        self.scores = scores
        self.columns = columns
    }

    /// Takes a pair out.
    package mutating func forbid(row: Int, column: Int) { scores[row, column] = nil }

    /// Puts a pair first.
    ///
    /// - Returns: false, with nothing changed, where that cannot be: the pair does not suit, the row has a pin, or pins
    ///   have all places of the column.
    package mutating func pin(row: Int, column: Int) -> Bool {
        guard scores[row, column] != nil, !pins.contains(where: { $0.row == row }),
            pins.count(where: { $0.column == column }) < columns[column].places
        else { return false }
        pins.append(Pin(row: row, column: column))
        return true
    }

    /// The best assignment.
    package func solved() -> Assignment { solved { (_: Int) throws(Never) in } }

    /// The best assignment, where that may take a while.
    ///
    /// - Parameter progress: is told after each row how many are dealt with; what it throws ends the search.
    package func solved<Failure: Error>(
        progress: (_ rows: Int) throws(Failure) -> Void
    ) throws(Failure) -> Assignment {
        let search = AssignmentSearch(self)
        var done = pins.count
        let pinned = Set(pins.map(\.row))
        for row in 0..<scores.rows where !pinned.contains(row) {
            search.place(row)
            done += 1
            try progress(done)
        }
        return search.assignment
    }
}

/// What came of an ``AssignmentProblem``.
package struct Assignment: Hashable, Sendable {
    /// By row; null for a row that is unmatched.
    package let columns: [Int?]
    /// The sum of the scores of all pairs.
    package let score: Int
    /// The sum of the squares of what columns hold, with what they held before.
    package let squares: Int

    package var unmatched: Int { columns.count { $0 == nil } }

    init(_ columns: [Int?], of problem: AssignmentProblem) {
        self.columns = columns
        var load = problem.columns.map(\.held)
        var score = 0
        for (row, column) in columns.enumerated() {
            guard let column else { continue }
            load[column] += 1
            score += problem.scores[row, column] ?? 0
        }
        self.score = score
        squares = load.reduce(0) { $0 + $1 * $1 }
    }
}
