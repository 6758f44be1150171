/// How much the closest common group of two concepts tells: 1 - ln(its concepts) / ln(all), the information content of
/// Resnik (1995) scaled to 0…1. A group of more than 250 tells nothing worth having.
struct GroupSimilarity {
    /// For each concept the groups above it that are small enough, each by its position in `members`.
    private var groups: [[Int32]]
    private var members: [[Int32]] = []
    private var content: [Float] = []

    init(_ taxonomy: TaxonomyContent, _ concepts: [Int]) {
        var parents = [[Int]](repeating: [], count: taxonomy.concepts.count)
        for relation in taxonomy.relations where relation.kind == .broader {
            parents[relation.from].append(relation.to)
        }
        var below = [[Int32]](repeating: [], count: taxonomy.concepts.count)
        for (row, concept) in concepts.enumerated() {
            // A broader skill forms a group with those below it.
            var above = [concept]
            var seen: Set<Int> = [concept]
            while let next = above.popLast() {
                below[next].append(Int32(row))
                for parent in parents[next] where seen.insert(parent).inserted { above.append(parent) }
            }
        }
        groups = [[Int32]](repeating: [], count: concepts.count)
        let all = naturalLogarithm(max(2, concepts.count))
        for rows in below where (2...Self.largest).contains(rows.count) && rows.count < concepts.count {
            for row in rows { groups[Int(row)].append(Int32(members.count)) }
            members.append(rows)
            content.append(1 - naturalLogarithm(rows.count) / all)
        }
    }

    func add(of row: Int, to scores: inout Scores) {
        for group in groups[row] {
            for other in members[Int(group)] { scores.raise(other, to: content[Int(group)]) }
        }
    }

    private static let largest = 250
}
