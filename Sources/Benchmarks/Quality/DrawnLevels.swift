import Taxonomy

/// The level at which somebody of an occupation has a skill, drawn by lot that depends on the three alone.
struct DrawnLevels {
    private let essential: Set<Pair>

    private struct Pair: Hashable {
        let occupation, skill: Int
    }

    init(_ content: TaxonomyContent) {
        essential = Set(
            content.occupationSkills.filter(\.essential).map { Pair(occupation: $0.occupation, skill: $0.concept) })
    }

    /// 1 to 4; 0 where it is not said.
    func level(of skill: Int, in occupation: Int, salt: Int) -> Int {
        var dice = Dice(seed: UInt64(truncatingIfNeeded: (skill &* 31 &+ occupation) &* 1_000_003 &+ salt))
        _ = dice.roll(0..<4)
        if dice.roll(0..<4) == 0 { return 0 }
        return dice.roll(0..<3) + (essential.contains(Pair(occupation: occupation, skill: skill)) ? 2 : 1)
    }
}
