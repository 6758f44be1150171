/// How often the same occupations use two concepts: a cosine over occupations, and how many occupations use both.
///
/// An essential skill counts 1, an optional one a half, both divided by the root of how many skills the occupation has:
/// that a general manager uses two says less than that a baker does. A cosine over few occupations is noise (more than a
/// third of ESCO's skills occur in one or two), so callers look at ``support`` first.
struct CoOccurrence {
    private let cosines: SparseRows

    init(_ content: TaxonomyContent, _ concepts: [Int]) {
        var rowOf = [Int?](repeating: nil, count: content.concepts.count)
        for (row, concept) in concepts.enumerated() { rowOf[concept] = row }
        var widths = [Int](repeating: 0, count: content.occupations.count)
        for use in content.occupationSkills { widths[use.occupation] += 1 }
        var rows = [[(feature: Int32, weight: Float)]](repeating: [], count: concepts.count)
        for use in content.occupationSkills.sorted(by: { $0.occupation < $1.occupation }) {
            guard let row = rowOf[use.concept], rows[row].last?.feature != Int32(use.occupation) else { continue }
            let weight: Float = (use.essential ? 1 : 0.5) / Float(widths[use.occupation]).squareRoot()
            rows[row].append((Int32(use.occupation), weight))
        }
        cosines = SparseRows(rows, columns: content.occupations.count)
    }

    func add(of row: Int, to scores: inout Scores, support: inout Scores) {
        cosines.addCosines(of: row, times: 1, to: &scores)
        cosines.addShared(of: row, to: &support)
    }
}
