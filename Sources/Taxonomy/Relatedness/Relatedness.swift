/// Computes at import which concepts can stand for which, two kinds apart.
///
/// *Alike* is the noisy-or, 1 - Π(1 - pᵢ), of the likeness of labels, that of descriptions, the information content of the
/// closest common group, and the relation that ESCO gives, each times its figure. *Used together* is the cosine over the
/// occupations, less where few use both, plus a part of that over their groups; where no occupation uses both or one concept
/// is transversal it is not said. Both are multiplied by the rarity of who answers (`SkillRarity.share`): that somebody has
/// what everybody has says little about what is rare. What people judged goes before what is computed, as it stands. Nothing
/// depends on the machine, nor on the order of files or of a dictionary: the same content gives the same bytes.
package struct Relatedness {
    /// How many relatives of a concept are kept.
    package static let most = 60

    private let content: TaxonomyContent
    private let figures: RelatednessFigures
    /// The concepts that can be related, by position in the content: neither groups nor retired ones.
    private let concepts: [Int]
    private let labels: LabelSimilarity
    private let descriptions: DescriptionSimilarity
    private let groups: GroupSimilarity
    private let uses: CoOccurrence
    /// What is left of a relation to each concept.
    private let damping: [Float]
    private var given: PairTable<Void>
    private var judged: PairTable<TaxonomyContent.JudgedPair>

    /// For each concept of the content the related ones, strongest first.
    package static func compute(
        _ content: TaxonomyContent, by figures: RelatednessFigures = RelatednessFigures()
    ) -> [[Related]] {
        let relatedness = Relatedness(content, figures)
        var related = [[Related]](repeating: [], count: content.concepts.count)
        var signs = Signs(count: relatedness.concepts.count)
        for (row, concept) in relatedness.concepts.enumerated() {
            related[concept] = relatedness.related(to: row, &signs)
        }
        return related
    }

    private init(_ content: TaxonomyContent, _ figures: RelatednessFigures) {
        self.content = content
        self.figures = figures
        concepts = content.concepts.indices.filter {
            content.concepts[$0].kind != .group && content.concepts[$0].status == .current
        }
        labels = LabelSimilarity(content, concepts)
        descriptions = DescriptionSimilarity(content, concepts)
        groups = GroupSimilarity(content, concepts)
        uses = CoOccurrence(content, concepts)
        damping = Self.damping(content, concepts)
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

    /// What is left of a relation to each concept for its rarity.
    private static func damping(_ content: TaxonomyContent, _ concepts: [Int]) -> [Float] {
        var used = [Set<Int>](repeating: [], count: content.occupations.count)
        for use in content.occupationSkills { used[use.occupation].insert(use.concept) }
        let rarities = SkillRarity.percents(content.concepts.count, used: used)
        return concepts.map { SkillRarity.share(of: rarities[$0]) }
    }

    /// What one concept's computation fills and empties again.
    private struct Signs {
        var labels: Scores
        var descriptions: Scores
        var groups: Scores
        var together: Scores
        var fields: Scores
        var support: Scores
        var all: Scores

        init(count: Int) {
            labels = Scores(count: count)
            descriptions = labels
            groups = labels
            together = labels
            fields = labels
            support = labels
            all = labels
        }

        mutating func clear() {
            labels.clear()
            descriptions.clear()
            groups.clear()
            together.clear()
            fields.clear()
            support.clear()
            all.clear()
        }
    }

    private func related(to row: Int, _ signs: inout Signs) -> [Related] {
        labels.add(of: row, to: &signs.labels)
        descriptions.add(of: row, to: &signs.descriptions)
        groups.add(of: row, to: &signs.groups)
        uses.add(of: row, to: &signs.together, fields: &signs.fields, support: &signs.support)
        var related: [Related] = []
        for other in candidates(for: row, &signs) where Int(other) != row {
            let candidate = self.related(row, other, signs)
            if max(candidate.alike, candidate.usedTogether ?? 0) >= figures.least { related.append(candidate) }
        }
        related.sort { $0.rank < $1.rank }
        signs.clear()
        return Array(related.prefix(Self.most))
    }

    /// The concepts of which one sign says something; the rest, nearly all, are not looked at, though a field of
    /// work that two share all but alone could relate them.
    private func candidates(for row: Int, _ signs: inout Signs) -> [Int32] {
        let bound: Float = 0.05
        for others in [
            signs.labels.touched(atLeast: bound / figures.label),
            signs.descriptions.touched(atLeast: bound / figures.description),
            signs.groups.touched(atLeast: bound / figures.group),
            signs.together.touched(atLeast: 0.02),
            given[row].map(\.other), judged[row].map(\.other),
        ] {
            for other in others { signs.all.raise(other, to: 1) }
        }
        return signs.all.touched
    }

    private func related(_ row: Int, _ other: Int32, _ signs: Signs) -> Related {
        let judgement = judged.value(row, other)
        let left = damping[Int(other)]
        return Related(
            other: concepts[Int(other)],
            alike: judgement?.alike ?? Self.percent(alike(other, signs, given.value(row, other) != nil) * left),
            usedTogether: judgement?.usedTogether ?? together(row, other, signs).map { Self.percent($0 * left) })
    }

    /// The noisy-or of the four signs of likeness.
    private func alike(_ other: Int32, _ signs: Signs, _ isGiven: Bool) -> Float {
        let description = signs.descriptions[other]
        return 1
            - (1 - figures.label * signs.labels[other])
            * (1 - (description < Self.leastDescription ? 0 : figures.description * description))
            * (1 - figures.group * signs.groups[other]) * (1 - (isGiven ? figures.given : 0))
    }

    /// Null where it says nothing.
    private func together(_ row: Int, _ other: Int32, _ signs: Signs) -> Float? {
        let support = signs.support[other]
        let isTransversal = [row, Int(other)].contains { content.concepts[concepts[$0]].transversal }
        guard support > 0, !isTransversal else { return nil }
        let shrunk = signs.together[other] * support / (support + figures.support)
        return min(0.95, figures.together * (shrunk + figures.field * signs.fields[other]))
    }

    /// Descriptions share words of every text; below this that is all that they share.
    private static let leastDescription: Float = 0.12

    private static func percent(_ share: Float) -> UInt8 { UInt8(min(100, max(0, (share * 100).rounded()))) }
}

extension Related {
    /// Orders by the noisy-or of both kinds, strongest first, then by position: whole numbers, so that ties are ties
    /// on every machine.
    fileprivate var rank: Int { (100 - Int(alike)) * (100 - Int(usedTogether ?? 0)) << 32 | other }
}
