/// What is said of each document in one place, as words with weights: the more often a word stands there and the fewer
/// documents have it, the heavier. TF-IDF with (1 + ln tf) times ``Rarity``, each document of length 1.
struct TextField: Sendable {
    private let documents: Lists<(document: Int32, weight: Float)>

    /// - Parameters:
    ///   - texts: the words of each document, repeated as they come.
    ///   - words: how many words there are.
    init(_ texts: [[Int32]], words: Int) {
        let counts = texts.map { text in text.reduce(into: [Int32: Int]()) { $0[$1, default: 0] += 1 } }
        let rarity = Rarity(counts.map { Set($0.keys) }, words: words)
        var entries: [(list: Int32, element: (document: Int32, weight: Float))] = []
        for (document, counts) in counts.enumerated() {
            let weights = counts.sorted { $0.key < $1.key }.map { word, count in
                (word: word, weight: (1 + naturalLogarithm(count)) * rarity[word])
            }
            let length = weights.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
            entries += weights.map { ($0.word, (Int32(document), $0.weight / length)) }
        }
        documents = Lists(count: words, entries)
    }

    /// Adds to each document's score the cosine with a query times a factor.
    func add(_ query: [(word: Int32, weight: Float)], times factor: Float, to scores: inout [Float]) {
        for (word, weight) in query {
            for (document, own) in documents[Int(word)] { scores[Int(document)] += own * weight * factor }
        }
    }
}
