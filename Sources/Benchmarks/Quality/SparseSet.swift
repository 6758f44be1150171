import Taxonomy

/// Persons and offers who know and ask a few skills each, drawn from held-out occupations, and how well they go together.
struct SparseSet {
    /// How many skills a person knows and an offer asks, and whether optional skills are drawn as well as essential ones.
    struct Size {
        let person: Int
        let offer: Int
        let withOptional: Bool

        var description: String { "\(person) × \(offer) skills\(withOptional ? "" : ", essential ones alone")" }
    }

    /// Somebody or something with an occupation, as a position in the content, and skills, as positions of concepts.
    struct Drawn {
        let occupation: Int
        let skills: [Int]
    }

    let persons: [Drawn]
    let offers: [Drawn]
    private let occupations: [TaxonomyContent.Occupation]

    /// Draws three offers of each tested occupation that has enough skills, and persons of each in turn.
    init(_ content: TaxonomyContent, tested: [Int], size: Size, persons count: Int, seed: Int) {
        occupations = content.occupations
        var skills = [[Int]](repeating: [], count: content.occupations.count)
        for use in content.occupationSkills where use.essential || size.withOptional {
            if skills[use.occupation].last != use.concept { skills[use.occupation].append(use.concept) }
        }
        var dice = Dice(seed: UInt64(seed))
        let wide = tested.filter { skills[$0].count >= max(size.person, size.offer) }
        func drawn(_ occupation: Int, _ count: Int) -> Drawn {
            Drawn(
                occupation: occupation, skills: Array(skills[occupation].shuffled(using: &dice).prefix(count)).sorted())
        }
        offers = (0..<3).flatMap { _ in wide.map { drawn($0, size.offer) } }.shuffled(using: &dice)
        let order = wide.shuffled(using: &dice)
        persons = (0..<count).map { drawn(order[$0 % order.count], size.person) }
    }

    /// How well an offer suits a person by the tree of ISCO-08: 3 where it is of the same occupation, 2 of the same unit group
    /// (four digits), 1 of the same minor group (three digits), else 0.
    func grade(_ person: Drawn, _ offer: Drawn) -> Int {
        guard person.occupation != offer.occupation else { return 3 }
        let (own, other) = (occupations[person.occupation].isco, occupations[offer.occupation].isco)
        return own == other ? 2 : own.prefix(3) == other.prefix(3) ? 1 : 0
    }
}
