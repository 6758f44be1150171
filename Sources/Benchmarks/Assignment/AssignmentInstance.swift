import Ranking

/// Invented cohorts: how ventures and mentors suit one another, one way of being hard a form.
struct AssignmentInstance {
    enum Form: String, CaseIterable {
        /// Any score, as by lot; most mentors are eligible.
        case random
        /// Twenty skills with levels on both sides, as the product scores.
        case skills
        /// A hundred groups that suit one another alone, with fewer places than ventures in some.
        case blocks
        /// Every pair scores the same: load alone decides.
        case equal
        /// Four scores.
        case few
        /// The better venture gains the more from the better mentor, so that all want the same.
        case product
        /// Everybody wants those with the same number, in order.
        case chain
    }

    let form: Form
    let problem: AssignmentProblem

    init(_ form: Form, ventures: Int, mentors: Int, seed: UInt64) {
        var dice = Dice(seed: seed)
        self.form = form
        // About one and a quarter places a venture.
        let most = max(1, min(20, ventures * 5 / 2 / max(1, mentors)))
        let columns = (0..<mentors).map { _ in
            AssignmentProblem.Column(places: dice.roll(0..<most + 1), held: dice.roll(0..<4))
        }
        var scores = ScoreMatrix(rows: ventures, columns: mentors)
        let asks = (0..<ventures).map { _ in dice.next() }
        let has = (0..<mentors).map { _ in dice.next() }
        for row in 0..<ventures {
            for column in 0..<mentors {
                scores[row, column] = Self.score(
                    form, row, column, asks[row], has[column], of: (ventures, mentors), &dice)
            }
        }
        problem = AssignmentProblem(scores: scores, columns: columns)
    }

    private static func score(
        _ form: Form, _ row: Int, _ column: Int, _ asks: UInt64, _ has: UInt64, of size: (rows: Int, columns: Int),
        _ dice: inout Dice
    ) -> Int? {
        switch form {
        case .random: dice.chance(80) ? dice.roll(0..<62_501) : nil
        case .skills: (asks & has).nonzeroBitCount * 900 + ((asks >> 8) & has & 0xFF).nonzeroBitCount * 300
        case .blocks: asks % 100 == has % 100 ? 40_000 : nil
        case .equal: 31_250
        case .few: dice.roll(0..<4) * 20_000
        case .product: Int(asks % 62_501) * Int(has % 62_501) / 62_500
        case .chain: max(0, 62_500 - abs(row * 62_500 / size.rows - column * 62_500 / size.columns) * 7)
        }
    }
}
