/// How alike the labels of concepts are: cosines of TF-IDF over words and over groups of four letters, half each.
///
/// Words tell what is spoken of, groups of letters find other forms of a word (`bookkeeping`, `bookkeeper`). A concept's labels
/// are those in English, else in its alphabetically first language; the preferred one counts twice. A feature's weight is
/// the root of the share of labels that have it, times ln(concepts / concepts that have it).
struct LabelSimilarity {
    private let words: SparseRows
    private let grams: SparseRows

    init(_ content: TaxonomyContent, _ concepts: [Int]) {
        let labels = Self.normalLabels(of: content)
        words = SparseRows(texts: concepts.map { labels[$0] }, widest: max(50, concepts.count / 10)) { text, add in
            for word in text.split(separator: " ") { add(String(word)) }
        }
        grams = SparseRows(texts: concepts.map { labels[$0] }, widest: max(50, concepts.count / 40)) { text, add in
            for word in text.split(separator: " ") {
                let letters = Array(" \(word) ".unicodeScalars)
                guard letters.count >= 4 else { continue }
                for start in 0...(letters.count - 4) {
                    var gram = String.UnicodeScalarView()
                    gram.append(contentsOf: letters[start..<start + 4])
                    add(String(gram))
                }
            }
        }
    }

    func add(of row: Int, to scores: inout Scores) {
        words.addCosines(of: row, times: 0.5, to: &scores)
        grams.addCosines(of: row, times: 0.5, to: &scores)
    }

    /// The distinct normal forms of each concept's labels, with how often each counts.
    private static func normalLabels(of content: TaxonomyContent) -> [[(text: String, count: Float)]] {
        var language = [String?](repeating: nil, count: content.concepts.count)
        for label in content.labels {
            let known = language[label.subject]
            if label.language == "en" || known.map({ $0 != "en" && label.language < $0 }) ?? true {
                language[label.subject] = label.language
            }
        }
        var labels = [[(text: String, count: Float)]](repeating: [], count: content.concepts.count)
        for label in content.labels where language[label.subject] == label.language {
            let normal = label.normal
            if labels[label.subject].contains(where: { $0.text == normal }) { continue }
            labels[label.subject].append((normal, label.kind == .preferred ? 2 : 1))
        }
        return labels
    }
}
