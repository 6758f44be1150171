/// Computes at import which concepts can stand for which, two kinds apart.
///
/// *Alike* is the noisy-or, 1 - Π(1 - pᵢ), of the likeness of labels × 0.8, the information content of the closest common
/// group × 0.2, and the relation that ESCO gives × 0.3. *Used together* is the cosine over occupations × 0.6, said only
/// where at least five occupations use both and neither concept is transversal. The weights are those that ranked held-out
/// occupations best; more weight on the hierarchy hurts profiles with few skills. What people judged goes before what is
/// computed. Nothing depends on the machine, nor on the order of files or of a dictionary: the same content gives the
/// same bytes.
package struct Relatedness {
    /// How many relatives of a concept are kept.
    package static let most = 60
    /// Percent of either kind below which a relation is not worth keeping.
    package static let least: UInt8 = 10
    /// Occupations that must use both before they say anything.
    package static let leastSupport = 5

    private let content: TaxonomyContent
    /// The concepts that can be related, by position in the content: neither groups nor retired ones.
    private let concepts: [Int]
    private let labels: LabelSimilarity
    private let groups: GroupSimilarity
    private let occupations: CoOccurrence
    private var given: PairTable<Void>
    private var judged: PairTable<TaxonomyContent.JudgedPair>

    /// For each concept of the content the related ones, strongest first.
    package static func compute(_ content: TaxonomyContent) -> [[Related]] {
        let relatedness = Relatedness(content)
        var related = [[Related]](repeating: [], count: content.concepts.count)
        var scratch = Scratch(count: relatedness.concepts.count)
        for (row, concept) in relatedness.concepts.enumerated() {
            related[concept] = relatedness.related(to: row, &scratch)
        }
        return related
    }

    private init(_ content: TaxonomyContent) {
        self.content = content
        concepts = content.concepts.indices.filter {
            content.concepts[$0].kind != .group && content.concepts[$0].status == .current
        }
        labels = LabelSimilarity(content, concepts)
        groups = GroupSimilarity(content, concepts)
        occupations = CoOccurrence(content, concepts)
        given = PairTable(count: concepts.count)
        judged = PairTable(count: concepts.count)
        let rows = Dictionary(uniqueKeysWithValues: concepts.enumerated().map { ($1, $0) })
        for relation in content.relations where relation.kind == .essential || relation.kind == .optional {
            if let from = rows[relation.from], let to = rows[relation.to] { given.set(from, to, to: ()) }
        }
        for pair in content.judged {
            if let first = rows[pair.first], let second = rows[pair.second] { judged.set(first, second, to: pair) }
        }
    }

    /// What one concept's computation fills and empties again.
    private struct Scratch {
        var labels: Scores
        var groups: Scores
        var together: Scores
        var support: Scores
        var all: Scores

        init(count: Int) {
            labels = Scores(count: count)
            groups = labels
            together = labels
            support = labels
            all = labels
        }
    }

    private func related(to row: Int, _ scratch: inout Scratch) -> [Related] {
        labels.add(of: row, to: &scratch.labels)
        groups.add(of: row, to: &scratch.groups)
        occupations.add(of: row, to: &scratch.together, support: &scratch.support)
        scratch.all.update { all in
            for other in scratch.labels.touched { all.raise(other, to: 1) }
            for other in scratch.groups.touched { all.raise(other, to: 1) }
            for other in scratch.together.touched { all.raise(other, to: 1) }
            for pair in given[row] { all.raise(pair.other, to: 1) }
            for pair in judged[row] { all.raise(pair.other, to: 1) }
        }
        var related: [Related] = []
        for other in scratch.all.touched where Int(other) != row {
            let candidate = self.related(row, other, scratch)
            if max(candidate.alike, candidate.usedTogether ?? 0) >= Self.least { related.append(candidate) }
        }
        related.sort { ($1.strength, $0.other) < ($0.strength, $1.other) }
        scratch.labels.clear()
        scratch.groups.clear()
        scratch.together.clear()
        scratch.support.clear()
        scratch.all.clear()
        return Array(related.prefix(Self.most))
    }

    private func related(_ row: Int, _ other: Int32, _ scratch: Scratch) -> Related {
        let isGiven = given.value(row, other) != nil
        let unlike =
            (1 - 0.8 * scratch.labels[other]) * (1 - 0.2 * scratch.groups[other]) * (isGiven ? 0.7 : 1)
        var alike = Self.percent(1 - unlike)
        let support = Int(scratch.support[other])
        let (mine, theirs) = (content.concepts[concepts[row]], content.concepts[concepts[Int(other)]])
        let saysNothing = support < Self.leastSupport || mine.transversal || theirs.transversal
        var usedTogether = saysNothing ? nil : Self.percent(0.6 * scratch.together[other])
        if let judgement = judged.value(row, other) {
            alike = judgement.alike ?? alike
            usedTogether = judgement.usedTogether ?? usedTogether
        }
        return Related(other: concepts[Int(other)], alike: alike, usedTogether: usedTogether, support: support)
    }

    private static func percent(_ share: Float) -> UInt8 { UInt8(min(100, max(0, (share * 100).rounded()))) }
}

extension Related {
    /// The noisy-or of both kinds, in ten-thousandths: whole numbers, so that ties are ties everywhere.
    fileprivate var strength: Int { 10_000 - (100 - Int(alike)) * (100 - Int(usedTogether ?? 0)) }
}
