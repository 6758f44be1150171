/// How well each row suits each column: a score of 0 to 62,500, or not at all.
package struct ScoreMatrix: Sendable {
    package let rows: Int
    package let columns: Int
    /// By row and column, in 16 bits, since there may be 25 million pairs.
    private var scores: [UInt16]

    package static let greatest = 62_500
    private static let ineligible = UInt16.max

    /// Nobody suits anybody.
    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        scores = Array(repeating: Self.ineligible, count: rows * columns)
    }

    /// The score of a pair; null for one that must not be.
    package subscript(row: Int, column: Int) -> Int? {
        get {
            let score = scores[row * columns + column]
            return score == Self.ineligible ? nil : Int(score)
        }
        set {
            precondition(column < columns && (0...Self.greatest).contains(newValue ?? 0))
            scores[row * columns + column] = newValue.map { UInt16($0) } ?? Self.ineligible
        }
    }

    /// By column: whether it suits any row.
    var suitingColumns: [Bool] {
        var suiting = Array(repeating: false, count: columns)
        for row in 0..<rows {
            for column in 0..<columns where scores[row * columns + column] != Self.ineligible { suiting[column] = true }
        }
        return suiting
    }

    /// What pairs lack of the greatest score, of some columns in the order given; infinite for a pair that must not be, and
    /// beyond the last column.
    ///
    /// - Parameter stride: from one row to the next.
    func losses(ofColumns kept: [Int], stride: Int) -> Growing<Float> {
        let losses = Growing<Float>(capacity: rows * stride)
        losses.start.update(repeating: .infinity, count: rows * stride)
        for row in 0..<rows {
            for (place, column) in kept.enumerated() {
                let score = scores[row * columns + column]
                if score != Self.ineligible { losses.start[row * stride + place] = Float(Self.greatest - Int(score)) }
            }
        }
        return losses
    }
}
