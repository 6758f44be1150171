/// Words that stand for one another, learned from the labels: two labels of one thing that differ in one word say that
/// the two words mean nearly the same there (`repair engines`, `fix engines`).
struct Substitutes: Sendable {
    private let lists: Lists<(word: Int32, likeness: Float)>

    /// - Parameters:
    ///   - labels: the words of each label, those of one thing together.
    ///   - words: how many words there are.
    init(_ labels: [(owner: Int32, words: [Int32])], words: Int) {
        var counts: [Pair: Float] = [:]
        var start = 0
        while start < labels.count {
            let end = labels[start...].firstIndex { $0.owner != labels[start].owner } ?? labels.count
            for pair in Self.pairs(labels[start..<end].map(\.words)) { counts[pair, default: 0] += 1 }
            start = end
        }
        var totals = [Float](repeating: 0, count: words)
        for (pair, count) in counts {
            totals[Int(pair.first)] += count
            totals[Int(pair.second)] += count
        }
        var entries: [(list: Int32, element: (word: Int32, likeness: Float))] = []
        // Once is chance.
        for (pair, count) in counts where count >= 2 {
            // The cosine of how often each is exchanged, with 2 added so that few cases count for little; then doubled,
            // since even the closest synonyms are exchanged for others as well.
            let cosine = count / ((totals[Int(pair.first)] + 2) * (totals[Int(pair.second)] + 2)).squareRoot()
            entries.append((pair.first, (pair.second, min(1, 2 * cosine))))
            entries.append((pair.second, (pair.first, min(1, 2 * cosine))))
        }
        entries.sort { ($0.list, $0.element.word) < ($1.list, $1.element.word) }
        lists = Lists(count: words, entries)
    }

    /// The words that can stand for one.
    subscript(word: Int32) -> ArraySlice<(word: Int32, likeness: Float)> { lists[Int(word)] }

    private struct Pair: Hashable {
        let first: Int32
        let second: Int32
    }

    /// The pairs of words in which two labels of one thing differ, each once.
    private static func pairs(_ labels: [[Int32]]) -> Set<Pair> {
        // Labels with a word left out, as hashes: who has the same one differs in that word alone.
        var gaps: [(frame: Int, word: Int32)] = []
        for label in labels where label.count >= 2 {
            for (place, word) in label.enumerated() {
                var hasher = Hasher()
                for (other, word) in label.enumerated() { hasher.combine(other == place ? -1 : word) }
                gaps.append((hasher.finalize(), word))
            }
        }
        gaps.sort { ($0.frame, $0.word) < ($1.frame, $1.word) }
        var pairs: Set<Pair> = []
        for (position, gap) in gaps.enumerated() {
            for other in gaps[(position + 1)...].prefix(while: { $0.frame == gap.frame }) where other.word != gap.word {
                pairs.insert(Pair(first: gap.word, second: other.word))
            }
        }
        return pairs
    }
}
