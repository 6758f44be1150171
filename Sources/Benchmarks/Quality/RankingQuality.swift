import Foundation

/// How good the order is in which one person gets offers.
struct RankingQuality {
    /// Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002): a grade g gains 2^g - 1, the
    /// place n divides it by log2(n + 1), and the best possible order has 1.
    let gain: Double
    /// 1 divided by the place of the first offer of the best grade; 0 where there is none.
    let reciprocalRank: Double
    /// The share of the offers of the best grade that stand among the first ten.
    let recall: Double

    /// - Parameter grades: the grades of all offers, 0 to 3, in the order in which they are ranked.
    init(_ grades: [Int]) {
        func gain(_ grades: some Sequence<Int>) -> Double {
            grades.prefix(10).enumerated().reduce(0) { sum, place in
                sum + (exp2(Double(place.element)) - 1) / log2(Double(place.offset + 2))
            }
        }
        let best = gain(grades.sorted(by: >))
        self.gain = best > 0 ? gain(grades) / best : 0
        reciprocalRank = grades.firstIndex(of: 3).map { 1 / Double($0 + 1) } ?? 0
        let most = min(10, grades.count { $0 == 3 })
        recall = most > 0 ? Double(grades.prefix(10).count { $0 == 3 }) / Double(most) : 0
    }
}
