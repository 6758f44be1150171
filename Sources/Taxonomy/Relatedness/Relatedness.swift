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
    /// Percent of at least one kind that a relation must reach: on held-out occupations of ESCO v1.1.1 what lies below
    /// did not better the ranking at all, and to a reader it looks like a mistake.
    package static let least: UInt8 = 20
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
        var related: [Related] = []
        for other in candidates(for: row, &scratch) where Int(other) != row {
            let candidate = self.related(
                row, other, alike: alike(scratch.labels[other], scratch.groups[other], given.value(row, other) != nil),
                together: scratch.together[other], support: Int(scratch.support[other]))
            if max(candidate.alike, candidate.usedTogether ?? 0) >= Self.least { related.append(candidate) }
        }
        related.sort { $0.rank < $1.rank }
        scratch.labels.clear()
        scratch.groups.clear()
        scratch.together.clear()
        scratch.support.clear()
        scratch.all.clear()
        return Array(related.prefix(Self.most))
    }

    /// The concepts that can be related strongly enough; a sum bounds the noisy-or from above, and nearly all fail it.
    private func candidates(for row: Int, _ scratch: inout Scratch) -> [Int32] {
        let bound = Float(Self.least) / 100 - 0.01
        let byLabel = scratch.labels.touched(
            times: Self.labelWeight, plus: scratch.groups, times: Self.groupWeight, atLeast: bound)
        let byGroup = scratch.groups.touched(
            times: Self.groupWeight, plus: scratch.labels, times: Self.labelWeight, atLeast: bound)
        let byUse = scratch.together.touched(
            times: Self.togetherWeight, plus: scratch.labels, times: 0, atLeast: bound)
        for others in [byLabel, byGroup, byUse, given[row].map(\.other), judged[row].map(\.other)] {
            for other in others { scratch.all.raise(other, to: 1) }
        }
        return scratch.all.touched
    }

    /// The noisy-or of the three signs of likeness.
    private func alike(_ labels: Float, _ groups: Float, _ isGiven: Bool) -> Float {
        1 - (1 - Self.labelWeight * labels) * (1 - Self.groupWeight * groups) * (1 - (isGiven ? Self.givenWeight : 0))
    }

    private func related(_ row: Int, _ other: Int32, alike: Float, together: Float, support: Int) -> Related {
        let (mine, theirs) = (content.concepts[concepts[row]], content.concepts[concepts[Int(other)]])
        let saysNothing = support < Self.leastSupport || mine.transversal || theirs.transversal
        let judgement = judged.value(row, other)
        return Related(
            other: concepts[Int(other)], alike: judgement?.alike ?? Self.percent(alike),
            usedTogether: judgement?.usedTogether
                ?? (saysNothing ? nil : Self.percent(Self.togetherWeight * together)),
            support: support)
    }

    private static let labelWeight: Float = 0.8
    private static let groupWeight: Float = 0.2
    private static let givenWeight: Float = 0.3
    private static let togetherWeight: Float = 0.6

    private static func percent(_ share: Float) -> UInt8 { UInt8(min(100, max(0, (share * 100).rounded()))) }
}

extension Related {
    /// Orders by the noisy-or of both kinds, strongest first, then by position: whole numbers, so that ties are ties
    /// on every machine.
    fileprivate var rank: Int { (100 - Int(alike)) * (100 - Int(usedTogether ?? 0)) << 32 | other }
}
