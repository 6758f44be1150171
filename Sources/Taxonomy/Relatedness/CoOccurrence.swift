/// How often the same work uses two concepts: cosines over occupations and over minor groups of ISCO-08 (three digits), and
/// how many occupations use both.
///
/// An occupation is a vector over what it uses, an essential skill 1 and an optional one a half, times its rarity, and as long
/// as any other: that a general manager uses two says less than that a baker does. A group is the same of the roots of what
/// its occupations sum to. A cosine over few occupations is noise (more than a third of ESCO's skills occur in one or two), so
/// callers look at the support.
struct CoOccurrence {
    private let occupations: SparseRows
    private let groups: SparseRows

    init(_ content: TaxonomyContent, _ concepts: [Int]) {
        var rowOf = [Int?](repeating: nil, count: content.concepts.count)
        for (row, concept) in concepts.enumerated() { rowOf[concept] = row }
        var used: [[Int: Float]] = Array(repeating: [:], count: content.occupations.count)
        var fields: [String: Int] = [:]
        var usedInField: [[Int: Float]] = []
        for use in content.occupationSkills {
            guard let row = rowOf[use.concept], used[use.occupation][row] == nil else { continue }
            let weight: Float = use.essential ? 1 : 0.5
            used[use.occupation][row] = weight
            let field = String(content.occupations[use.occupation].isco.prefix(3))
            guard field.count == 3 else { continue }
            let number = fields[field] ?? fields.count
            if number == fields.count {
                fields[field] = number
                usedInField.append([:])
            }
            usedInField[number][row, default: 0] += weight
        }
        occupations = Self.rows(used, concepts.count)
        groups = Self.rows(usedInField.map { $0.mapValues { $0.squareRoot() } }, concepts.count)
    }

    /// Turns what each column uses into rows of the concepts.
    private static func rows(_ columns: [[Int: Float]], _ count: Int) -> SparseRows {
        let rarity = SkillRarity.percents(count, used: columns.map(\.keys)).map { Float($0) }
        var rows = [[(feature: Int32, weight: Float)]](repeating: [], count: count)
        for (number, column) in columns.enumerated() {
            let entries = column.sorted { $0.key < $1.key }
            let length = entries.reduce(Float(0)) { sum, entry in
                let weight = entry.value * rarity[entry.key]
                return sum + weight * weight
            }.squareRoot()
            for (row, weight) in entries { rows[row].append((Int32(number), weight / length)) }
        }
        return SparseRows(rows, columns: columns.count)
    }

    func add(of row: Int, to scores: inout Scores, fields: inout Scores, support: inout Scores) {
        occupations.addCosines(of: row, times: 1, to: &scores)
        groups.addCosines(of: row, times: 1, to: &fields)
        occupations.addShared(of: row, to: &support)
    }
}
