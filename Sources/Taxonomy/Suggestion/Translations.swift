/// Words that say in one language what others say in another, learned from the preferred labels: words that name the same
/// things time and again (`gestion`, `management`). So a text finds what is named like it in another language alone.
struct Translations: Sendable {
    private let lists: Lists<(word: Int32, likeness: Float)>

    /// The languages are gone through one after the other, since the pairs of all with all would take the square of them.
    ///
    /// - Parameters:
    ///   - labels: the preferred labels, those of one thing together.
    ///   - words: how many words there are.
    init(_ labels: [(owner: Int32, language: String, words: [Int32])], words: Int) {
        let things = Self.things(labels)
        var namings = [Float](repeating: 0, count: words)
        for thing in things {
            for word in thing.values.reduce(Set(), { $0.union($1) }) { namings[Int(word)] += 1 }
        }
        lists = Lists(
            count: words,
            Set(labels.map(\.language)).sorted().flatMap { Self.entries(Self.pairs(into: $0, things), namings) })
    }

    /// The words that name each thing, by language.
    private static func things(
        _ labels: [(owner: Int32, language: String, words: [Int32])]
    ) -> [[String: Set<Int32>]] {
        var things: [[String: Set<Int32>]] = []
        for (place, label) in labels.enumerated() {
            if place == 0 || labels[place - 1].owner != label.owner { things.append([:]) }
            things[things.count - 1][label.language, default: []].formUnion(label.words)
        }
        return things
    }

    /// The words of other languages with the words of one for the same things, ascending.
    private static func pairs(into language: String, _ things: [[String: Set<Int32>]]) -> [Pair] {
        var pairs: [Pair] = []
        for named in things {
            guard let translations = named[language] else { continue }
            for (other, own) in named where other != language {
                for word in own {
                    for translation in translations where translation != word { pairs.append(Pair(word, translation)) }
                }
            }
        }
        pairs.sort { $0.key < $1.key }
        return pairs
    }

    /// The words of other languages that can stand for one.
    subscript(word: Int32) -> ArraySlice<(word: Int32, likeness: Float)> { lists[Int(word)] }

    /// A word of a label, and one of a label of the same thing in another language.
    private struct Pair {
        let key: UInt64

        init(_ word: Int32, _ translation: Int32) { key = UInt64(word) << 32 | UInt64(translation) }

        var word: Int32 { Int32(key >> 32) }
        var translation: Int32 { Int32(key & 0xFFFF_FFFF) }
    }

    /// The translations of each word into one language: the word that most often names the same things, and those that do so nearly as often.
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
            if end == pairs.count || pairs[end].word != pair.word {
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
