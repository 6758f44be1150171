/// The three aims of an assignment as one cost, to be made least: a pair costs `loss × scale` and what the load of its
/// column rises by, an unmatched row `unmatched`.
///
/// The order of the aims holds. Let E be the rows and m the greatest rise, 2 × (the greatest load) − 1. All rises of an
/// assignment sum to E × m at most, which is less than `scale` = E × m + 1: one point of score outweighs all load. All
/// pairs cost E × (62,500 × scale + m) at most, which is less than `unmatched`: one row outweighs all pairs. Among
/// assignments with as many pairs, least loss is greatest score, and the rises sum to the sum of squares but for what
/// was there before.
///
/// Nothing overflows. Prices and what a row pays lie between 0 and `unmatched`, as a row would rather stay unmatched, so
/// no length of a path leaves ±2 × `unmatched`. For 16,384 rows and loads of 119 that is 8.0 × 10¹⁵ < 2⁵³: doubles hold
/// all of it exactly, and processors compare two of them at once without naming an instruction.
struct AssignmentCosts {
    let scale: Double
    let unmatched: Double

    init(rows: Int, columns: [AssignmentProblem.Column]) {
        let greatestLoad = columns.map { $0.places + $0.held }.max() ?? 0
        let rise = max(1, 2 * greatestLoad - 1)
        let scale = rows * rise + 1
        let unmatched = rows * (ScoreMatrix.greatest * scale + rise) + 1
        precondition(unmatched <= 1 << 52, "fewer rows, or lower loads, for exact costs")
        self.scale = Double(scale)
        self.unmatched = Double(unmatched)
    }

    /// By what the sum of squares rises when a column that holds so many takes one more.
    static func rise(from load: Int) -> Double { Double(2 * load + 1) }
}
