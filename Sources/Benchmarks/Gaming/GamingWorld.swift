import Model
import Taxonomy

/// Occupations with their skills, from which honest persons and needs are drawn.
struct GamingWorld {
    struct Job {
        let essential: [ConceptID]
        let optional: [ConceptID]
    }

    let taxonomy: Taxonomy
    let jobs: [Job]
    let concepts: [ConceptID]
    private var dice: Dice

    /// - Parameter content: ESCO, or ``invented(seed:)``.
    init(_ content: TaxonomyContent, seed: UInt64) {
        taxonomy = Taxonomy(
            TaxonomyRecords(content, related: Relatedness.compute(content), version: "gaming"))
        var uses = [(essential: [ConceptID], optional: [ConceptID])](
            repeating: ([], []), count: content.occupations.count)
        for use in content.occupationSkills {
            // As TaxonomyRecords numbers them.
            let concept = ConceptID(Int32(use.concept + 1))
            if use.essential {
                uses[use.occupation].essential.append(concept)
            } else {
                uses[use.occupation].optional.append(concept)
            }
        }
        jobs = uses.filter { $0.essential.count >= 8 }.map { Job(essential: $0.essential, optional: $0.optional) }
        concepts = Set(jobs.flatMap { $0.essential + $0.optional }).sorted()
        dice = Dice(seed: seed)
    }

    /// Fields of 120 skills with 25 occupations each. Their numbers of essential skills are spread as ESCO's are:
    /// half have 19 or more, one in ten 34.
    static func invented(fields: Int = 12, seed: UInt64) -> TaxonomyContent {
        var dice = Dice(seed: seed)
        var content = TaxonomyContent()
        let (skills, jobs) = (120, 25)
        content.concepts = (0..<fields * skills).map {
            TaxonomyContent.Concept(code: "\(100_000 + $0)", uri: nil, kind: .skill)
        }
        for field in 0..<fields {
            for job in 0..<jobs {
                content.occupations.append(
                    .init(code: "\(field).\(job)", uri: nil, isco: "\(1_000 + field)", isic: nil))
                let essential = [8, 10, 14, 17, 19, 22, 26, 30, 34, 43][dice.roll(0..<10)]
                let pool = (field * skills..<(field + 1) * skills).shuffled(using: &dice)
                let chosen = pool.sorted { abs($0 % skills - job * 4) / 24 < abs($1 % skills - job * 4) / 24 }
                for (place, concept) in chosen.prefix(essential * 2).enumerated() {
                    content.occupationSkills.append(
                        .init(occupation: field * jobs + job, concept: concept, essential: place % 2 == 0))
                }
            }
        }
        return content
    }

    /// What somebody of an occupation truly knows: half of its essential skills, a sixth of the optional ones.
    mutating func truth(of job: Job, basis: (inout Dice) -> SkillBasis) -> Profile {
        var profile = Profile()
        for (skills, percent) in [(job.essential, 50), (job.optional, 17)] {
            for concept in skills where dice.chance(percent) && profile.skills.count < Limits.skills {
                profile.skills.append(
                    Self.skill(concept, level: SkillLevel(rawValue: dice.roll(1..<5)), basis: basis(&dice)))
            }
        }
        profile.modes = Modes(rawValue: dice.roll(1..<8))
        profile.places = (0..<dice.roll(0..<3)).compactMap { _ in Self.places.randomElement(using: &dice) }
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        return profile
    }

    /// Four to eight skills of an occupation, most of them essential; half of the needs ask a place and a mode.
    mutating func need() -> Need {
        let job = jobs[dice.roll(0..<jobs.count)]
        var need = Need()
        let chosen =
            job.essential.shuffled(using: &dice).prefix(dice.roll(3..<6))
            + job.optional.shuffled(using: &dice).prefix(dice.roll(1..<4))
        need.skills = chosen.map {
            Need.Skill(
                mention: SkillMention(text: "asked", concept: $0),
                importance: Importance(rawValue: dice.roll(1..<4)) ?? .important,
                level: SkillLevel(rawValue: dice.roll(2..<5)))
        }
        if dice.chance(50) {
            need.places = [Self.places[dice.roll(0..<Self.places.count)]]
            need.modes = Modes(rawValue: 1 << dice.roll(0..<3))
        }
        return need
    }

    mutating func job() -> Job { jobs[dice.roll(0..<jobs.count)] }

    mutating func roll(_ range: Range<Int>) -> Int { dice.roll(range) }

    mutating func chosen(_ count: Int, of concepts: [ConceptID]) -> [ConceptID] {
        Array(concepts.shuffled(using: &dice).prefix(count))
    }

    static let places = ["MA-01", "SN-KL", "NP-P4", "TN-82", "MD-OR", "JM-02", "PH-ILI", "RS-15", "EC-L", "BD-27"]
        .compactMap { try? Place($0) }

    static func skill(_ concept: ConceptID?, level: SkillLevel?, basis: SkillBasis = .ownWord) -> Profile.Skill {
        Profile.Skill(mention: SkillMention(text: "known", concept: concept), level: level, basis: basis)
    }
}
