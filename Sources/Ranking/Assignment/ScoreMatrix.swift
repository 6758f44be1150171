/// How well each row suits each column: a score of 0 to 62,500, or not at all.
package struct ScoreMatrix: Sendable {
    package let rows: Int
    package let columns: Int
    /// From one row to the next; the places beyond the columns suit nobody, so that loops take eight at once.
    let stride: Int
    /// By row and column: what a pair lacks of the greatest score, in 16 bits, since there may be 25 million pairs.
    private(set) var losses: [UInt16]

    package static let greatest = 62_500
    private static let ineligible = UInt16.max

    /// Nobody suits anybody.
    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        stride = (columns + 7) / 8 * 8
        losses = Array(repeating: Self.ineligible, count: rows * stride)
    }

    /// The same rows with some of the columns, in the order given.
    func keeping(columns kept: [Int]) -> ScoreMatrix {
        var matrix = ScoreMatrix(rows: rows, columns: kept.count)
        for row in 0..<rows {
            let (from, to) = (row * stride, row * matrix.stride)
            for (place, column) in kept.enumerated() { matrix.losses[to + place] = losses[from + column] }
        }
        return matrix
    }

    /// By column: whether it suits any row.
    var suitingColumns: [Bool] {
        var suiting = Array(repeating: false, count: columns)
        for row in 0..<rows {
            for column in 0..<columns where losses[row * stride + column] != Self.ineligible { suiting[column] = true }
        }
        return suiting
    }

    /// The score of a pair; null for one that must not be.
    package subscript(row: Int, column: Int) -> Int? {
        get {
            let loss = losses[row * stride + column]
            return loss == Self.ineligible ? nil : Self.greatest - Int(loss)
        }
        set {
            precondition(column < columns && (0...Self.greatest).contains(newValue ?? 0))
            losses[row * stride + column] = newValue.map { UInt16(Self.greatest - $0) } ?? Self.ineligible
        }
    }
}
