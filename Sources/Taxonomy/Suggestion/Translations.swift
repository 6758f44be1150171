/// Words that say in one language what others say in another, learned from the preferred labels: words that name the same
/// things time and again (`gestion`, `management`). So a text finds what is named like it in another language alone.
struct Translations: Sendable {
    private let lists: Lists<(word: Int32, likeness: Float)>

    /// - Parameters:
    ///   - labels: the preferred labels, those of one thing together.
    ///   - words: how many words there are.
    init(_ labels: [(owner: Int32, language: String, words: [Int32])], words: Int) {
        let languages = Dictionary(
            uniqueKeysWithValues: Set(labels.map(\.language)).sorted().enumerated().map { ($1, UInt64($0)) })
        var namings = [Float](repeating: 0, count: words)
        var pairs: [Pair] = []
        var start = 0
        while start < labels.count {
            let end = labels[start...].firstIndex { $0.owner != labels[start].owner } ?? labels.count
            var named: [UInt64: Set<Int32>] = [:]
            for label in labels[start..<end] {
                named[languages[label.language] ?? 0, default: []].formUnion(label.words)
            }
            for word in named.values.reduce(Set(), { $0.union($1) }) { namings[Int(word)] += 1 }
            for (language, own) in named {
                for (other, others) in named where other != language {
                    for word in own {
                        for translation in others where translation != word {
                            pairs.append(Pair(word, other, translation))
                        }
                    }
                }
            }
            start = end
        }
        pairs.sort { $0.key < $1.key }
        lists = Lists(count: words, Self.entries(pairs, namings))
    }

    /// The words of other languages that can stand for one.
    subscript(word: Int32) -> ArraySlice<(word: Int32, likeness: Float)> { lists[Int(word)] }

    /// A word of a label, and one of a label of the same thing in another language.
    private struct Pair {
        let key: UInt64

        init(_ word: Int32, _ language: UInt64, _ translation: Int32) {
            key = UInt64(word) << 36 | language << 28 | UInt64(translation)
        }

        var word: Int32 { Int32(key >> 36) }
        var translation: Int32 { Int32(key & 0xFFF_FFFF) }
        /// The word and the other's language.
        var side: UInt64 { key >> 28 }
    }

    /// The translations of each word: in each language the word that most often names the same things, and those that do
    /// so nearly as often.
    ///
    /// The cosine of how often each of the two names something, with 1 added; times one and a half, since a word has
    /// several translations. Once is chance.
    private static func entries(
        _ pairs: [Pair], _ namings: [Float]
    ) -> [(list: Int32, element: (word: Int32, likeness: Float))] {
        var entries: [(list: Int32, element: (word: Int32, likeness: Float))] = []
        var side: [(word: Int32, cosine: Float)] = []
        var start = 0
        while start < pairs.count {
            let pair = pairs[start]
            let end = pairs[start...].firstIndex { $0.key != pair.key } ?? pairs.count
            if end - start >= 2 {
                let product = (namings[Int(pair.word)] + 1) * (namings[Int(pair.translation)] + 1)
                side.append((pair.translation, Float(end - start) / product.squareRoot()))
            }
            if end == pairs.count || pairs[end].side != pair.side {
                let least = max(0.15, 0.5 * side.reduce(0) { max($0, $1.cosine) })
                for (translation, cosine) in side where cosine >= least {
                    entries.append((pair.word, (translation, min(1, 1.5 * cosine))))
                }
                side = []
            }
            start = end
        }
        return entries
    }
}
