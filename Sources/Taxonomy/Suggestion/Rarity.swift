import Foundation

/// How much a word tells: ln(1 + (n + ½) / (df + ½)) of n documents of which df have it.
struct Rarity: Sendable {
    private let values: [Float]
    /// Of a word that no document has.
    let greatest: Float

    /// - Parameters:
    ///   - words: how many words there are.
    ///   - weak: those that only hold sentences together.
    init(_ documents: [Set<Int32>], words: Int, weak: [Int32] = []) {
        var counts = [Int](repeating: 0, count: words)
        for document in documents {
            for word in document { counts[Int(word)] += 1 }
        }
        let ratio = { (count: Int) in log(1 + (Float(documents.count) + 0.5) / (Float(count) + 0.5)) }
        var values = counts.map(ratio)
        for word in weak { values[Int(word)] *= Fitting.functionWord }
        self.values = values
        greatest = ratio(0)
    }

    subscript(word: Int32) -> Float { values[Int(word)] }
}
