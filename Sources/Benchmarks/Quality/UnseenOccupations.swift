import Taxonomy

/// ESCO cut in two: occupations whose skills nothing may learn from, and a content that lacks their skills.
struct UnseenOccupations {
    /// What is drawn by lot, a fifth of all: single occupations, or all those of an ISCO group together.
    enum Unit: String, CaseIterable {
        case occupations
        case unitGroups = "unit groups"
        case minorGroups = "minor groups"

        /// The occupations that go together have these first digits of their ISCO group in common; null is each alone.
        fileprivate var digits: Int? {
            switch self {
            case .occupations: nil
            case .unitGroups: 4
            case .minorGroups: 3
            }
        }
    }

    /// Positions in the content, ascending.
    let tested: [Int]
    /// The content without what the tested occupations use.
    let training: TaxonomyContent

    /// - Parameter tuning: whether another fifth is tested, while the first is left out of everything: what is chosen by
    ///   such figures has not seen what it is judged by.
    init(_ content: TaxonomyContent, by unit: Unit, seed: Int, tuning: Bool) {
        let names = content.occupations.indices.map { position in
            unit.digits.map { String(content.occupations[position].isco.prefix($0)) } ?? String(position)
        }
        var dice = Dice(seed: UInt64(seed))
        let lots = Set(names).sorted().shuffled(using: &dice)
        let fifth = Dictionary(uniqueKeysWithValues: lots.enumerated().map { ($1, $0 % 5) })
        let fifths = names.map { fifth[$0] ?? 0 }
        let testedFifth = tuning ? 1 : 0
        tested = fifths.indices.filter { fifths[$0] == testedFifth }
        var training = content
        training.occupationSkills.removeAll { fifths[$0.occupation] <= testedFifth }
        self.training = training
    }
}
