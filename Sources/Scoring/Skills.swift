import Model
import Ranking
import Taxonomy

/// The skills factor: an item for each skill that is asked, answered by the skill itself or by a related one.
enum Skills {
    /// What reaching each level is worth when another was asked, by [asked][had]: full credit from the asked level on,
    /// the proportion below it, and six tenths where nobody said the level.
    static func credit(asked: SkillLevel?, had: SkillLevel?) -> Int {
        guard let asked else { return 250 }
        guard let had else { return 150 }
        return had >= asked ? 250 : (250 * had.rawValue + asked.rawValue / 2) / asked.rawValue
    }

    /// How much of a skill a related one stands for, in percent: the noisy-or of how alike they are and how often the same
    /// job uses both, at most 80, so that nothing related ever equals the skill itself.
    static func relatedness(_ neighbour: Neighbour) -> Int {
        min(80, 100 - (100 - Int(neighbour.alike)) * (100 - Int(neighbour.usedTogether ?? 0)) / 100)
    }

    /// With how many concepts all skills of a need may be answered together, so that a query's table of rows, which has one
    /// for each level and backing of each, stays within what the ranking can number: few needs ask so many skills
    /// that it leaves out the least related.
    static let mostAnswers = 2_160

    static func items(_ skills: [Need.Skill], in taxonomy: Taxonomy, _ shapes: ShapeMemory? = nil) -> [Asked] {
        let most = mostAnswers / max(1, skills.count)
        let concepts = AskedConcepts(skills)
        return skills.map { skill in
            let importance = importance(of: skill, among: concepts, in: taxonomy)
            guard let concept = skill.mention.concept else {
                return Asked(
                    subject: .unmapped(skill.mention.text), importance: importance,
                    shape: Shape(floor: Weights.prior(of: .skills), answers: []))
            }
            let subject = Asked.Subject.skill(concept, level: skill.level)
            var (whole, key) = shapes.shape(of: subject) { shape(of: concept, at: skill.level, in: taxonomy) }
            guard whole.answers.count > most else {
                return Asked(subject: subject, importance: importance, shape: whole, key: key)
            }
            // The most related come first.
            whole.answers.removeLast(whole.answers.count - most)
            return Asked(subject: subject, importance: importance, shape: whole)
        }
    }

    /// What a skill counts among those of a need: importance × rarity ÷ (1 + half of what the others would answer of it).
    ///
    /// What few occupations use tells more than what all use, and what a need says twice in other words is said once.
    private static func importance(of skill: Need.Skill, among asked: AskedConcepts, in taxonomy: Taxonomy) -> Int {
        let alone = skill.importance.rawValue * taxonomy.rarity(of: skill.mention.concept)
        guard let concept = skill.mention.concept else { return alone }
        let others = taxonomy.neighbours(of: concept).reduce(0) { sum, neighbour in
            asked.contains(neighbour.other) ? sum + relatedness(neighbour) : sum
        }
        return max(1, (alone * 200 + others / 2 + 100) / (200 + others))
    }

    /// The concepts of a need, to be looked for among the many that are related to each: a bit tells most of what is not there.
    private struct AskedConcepts {
        private let concepts: [Int32]
        private let bits: UInt64

        init(_ skills: [Need.Skill]) {
            concepts = skills.compactMap { $0.mention.concept?.rawValue }
            bits = concepts.reduce(0) { $0 | Self.bit($1) }
        }

        func contains(_ concept: ConceptID) -> Bool {
            bits & Self.bit(concept.rawValue) != 0 && concepts.contains { $0 == concept.rawValue }
        }

        private static func bit(_ concept: Int32) -> UInt64 { 1 << UInt64(truncatingIfNeeded: concept & 63) }
    }

    /// The item that adds up how far each skill of a profile answers what is asked (`Uses`): several that do say more than one
    /// that answers everything a little. None where no skill is asked that the taxonomy knows.
    ///
    /// - Parameter items: what is asked, as ``items(_:in:_:)`` has it.
    static func use(of items: [Asked], _ shapes: ShapeMemory? = nil) -> [Asked] {
        let count = items.count { if case .skill = $0.subject { true } else { false } }
        guard count > 0 else { return [] }
        let (shape, key) = shapes.shape(of: .use(of: count)) {
            Shape(Uses(least: leastUse, most: mostUse, count: UInt16(count)), credits: Backing.credits)
        }
        let importance = items.reduce(0) { $0 + $1.importance }
        return [Asked(subject: .use(of: count), importance: max(1, importance * 2 / 3), shape: shape, key: key)]
    }

    /// Of 250: below the one a skill is not of use, and from the other on wholly, however much more it would answer.
    private static let (leastUse, mostUse): (UInt8, UInt8) = (40, 150)

    private static func shape(of concept: ConceptID, at level: SkillLevel?, in taxonomy: Taxonomy) -> Shape {
        let prior = Weights.prior(of: .skills)
        let credits = (0...4).map { credit(asked: level, had: SkillLevel(rawValue: $0)) }
        let neighbours = taxonomy.neighbours(of: concept)
        var answers = [Answer(term: .skill(concept), values: values(credits, relatedness: 100))]
        answers.reserveCapacity(neighbours.count + 1)
        for neighbour in neighbours {
            let relatedness = relatedness(neighbour)
            guard relatedness * 250 / 100 > Int(prior) else { continue }
            answers.append(
                Answer(term: .skill(neighbour.other), values: values(credits, relatedness: relatedness)))
        }
        return Shape(floor: prior, answers: answers, credits: Backing.credits)
    }

    static func musts(_ skills: [Need.Skill]) -> [Condition] {
        skills.compactMap { skill in
            guard skill.must, let concept = skill.mention.concept else { return nil }
            return Condition(
                reason: LeftOut.mustSkill.rawValue,
                anyOf: [Condition.Alternative(term: .skill(concept), minimumLevel: UInt8(skill.level?.rawValue ?? 0))])
        }
    }

    /// - Parameter areClaims: whether it matters what the skills rest on.
    static func terms(_ skills: [Profile.Skill], areClaims: Bool = true) -> [TermLevel] {
        let ownWords = skills.count { $0.basis == .ownWord && $0.mention.concept != nil }
        return skills.compactMap { skill in
            guard let concept = skill.mention.concept,
                let backing = areClaims ? Backing(skill.basis, ownWords: ownWords) : .noneAsked
            else { return nil }
            return TermLevel(
                term: .skill(concept), level: UInt8(skill.level?.rawValue ?? 0), basis: backing.rawValue)
        }
    }

    /// - Parameter credits: by level that somebody has, from 0.
    private static func values(_ credits: [Int], relatedness: Int) -> SIMD8<UInt8> {
        var values = SIMD8<UInt8>(repeating: 0)
        for level in credits.indices { values[level] = UInt8((credits[level] * relatedness + 50) / 100) }
        return values
    }
}
