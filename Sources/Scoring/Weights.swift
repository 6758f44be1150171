/// What each factor counts, and what silence about it is worth. Beside this table and the taxonomy, a score depends on what
/// a skill rests on (``Backing``), on rarity (`SkillRarity`, `Relatedness`) and on what else a need asks (`Skills`). A change
/// of any is a new version.
///
/// | factor | weight | prior | why the prior |
/// |---|---|---|---|
/// | skills | 50 | 5 | nobody lists all they can do, yet a skill that nobody claims is rarely there |
/// | sector | 15 | 75 | a profile without sectors may fit any |
/// | language | 15 | 75 | most people name the languages they work in |
/// | place | 7 | 100 | who names no place may well come |
/// | mode | 7 | 125 | remote work is possible for about half of the tasks |
/// | period | 6 | 150 | who names no period is mostly free |
/// | responsiveness | 5 | 125 | the middle |
///
/// A weight is divided among the factors that a need uses: within skills by importance × rarity (``Taxonomy/rarity(of:)``),
/// less for what the need's other skills would answer, so that what few occupations use counts more than what all use, and
/// what is asked in two ways not twice, and two fifths of it by how much of what a profile has is of use (`Skills`); within the
/// others by importance. A prior is a value of 0
/// to 250, as any answer's. What a skill rests on is a factor of its value: ``Backing`` has the table.
package enum Weights {
    /// The version that every answer names.
    package static let version = "6"

    /// The share of a factor among those that a need uses; only the proportions count.
    package static func share(of factor: Factor) -> Int {
        switch factor {
        case .skills: 50
        case .sector: 15
        case .language: 15
        case .place: 7
        case .mode: 7
        case .period: 6
        case .responsiveness: 5
        }
    }

    /// Where a factor stands in a list of all.
    private static func place(of factor: Factor) -> Int {
        switch factor {
        case .skills: 0
        case .sector: 1
        case .language: 2
        case .place: 3
        case .mode: 4
        case .period: 5
        case .responsiveness: 6
        }
    }

    /// The value of an item that the profile says nothing about.
    package static func prior(of factor: Factor) -> UInt8 {
        switch factor {
        case .skills: 5
        case .sector: 75
        case .language: 75
        case .place: 100
        case .mode: 125
        case .period: 150
        case .responsiveness: 125
        }
    }

    /// Divides `total` among items, by their factor's share and, within the factor, by importance: exactly, by the
    /// method of the largest remainder (ties go to the earlier item).
    ///
    /// - Returns: one weight an item, in the same order, summing to `total`; empty for no items.
    package static func allocate(_ total: Int, among items: [(factor: Factor, importance: Int)]) -> [Int] {
        guard !items.isEmpty else { return [] }
        // Each need of an index is divided so, hence nothing is looked up by hash or sorted.
        var importance = SIMD8<Int>()
        for item in items { importance[place(of: item.factor)] += item.importance }
        let used = Factor.allCases.filter { importance[place(of: $0)] > 0 }
        let shares = used.reduce(0) { $0 + share(of: $1) }
        // The exact weight is total × share × importance ÷ (importance of the factor × shares). All quotients are brought
        // to the product of the factors' importances, so that remainders compare as integers.
        let common = used.reduce(shares) { $0 * importance[place(of: $1)] }
        var parts = SIMD8<Int>()
        for factor in used {
            let place = place(of: factor)
            parts[place] = total * share(of: factor) * (common / shares / importance[place])
        }
        var (weights, remainders) = ([Int](), [Int]())
        weights.reserveCapacity(items.count)
        remainders.reserveCapacity(items.count)
        for item in items {
            let exact = parts[place(of: item.factor)] * item.importance
            weights.append(exact / common)
            remainders.append(exact % common)
        }
        for _ in 0..<total - weights.reduce(0, +) {
            var greatest = 0
            for index in remainders.indices where remainders[index] > remainders[greatest] { greatest = index }
            weights[greatest] += 1
            remainders[greatest] = -1
        }
        return weights
    }
}
