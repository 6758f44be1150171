/// How alike the descriptions of concepts are: a cosine of TF-IDF over words.
struct DescriptionSimilarity {
    private let words: SparseRows

    init(_ content: TaxonomyContent, _ concepts: [Int]) {
        let texts = concepts.map { content.concepts[$0].description }.map { description in
            description.isEmpty ? [] : [(text: LabelForm.normal(description), count: Float(1))]
        }
        words = SparseRows(texts: texts, widest: max(50, concepts.count / 10)) { text, add in
            for word in text.split(separator: " ") { add(String(word)) }
        }
    }

    func add(of row: Int, to scores: inout Scores) { words.addCosines(of: row, times: 1, to: &scores) }
}
