import Model

/// A way to claim more than is true.
enum Gambit: String, CaseIterable {
    case everything = "lists 60 skills of any kind"
    case boxes = "ticks every box of the own occupation, at the highest level"
    case availability = "ticks every mode and every place"
    case repetition = "says the same skills again in other words"
    case copy = "copies a need beside the truth"
    case copyAlone = "copies a need in place of the truth"
    case copies = "copies eight needs beside the truth"
    case levels = "claims the highest level of what is known"

    /// The profile with what is claimed besides the truth.
    ///
    /// - Parameter copied: the needs that are before the person's eyes.
    func profile(_ truth: Profile, of job: GamingWorld.Job, copying copied: [Need], in world: inout GamingWorld)
        -> Profile
    {
        var profile = truth
        switch self {
        case .everything: Self.claim(world.chosen(Limits.skills, of: world.concepts), &profile)
        case .boxes:
            profile.skills = profile.skills.map { GamingWorld.skill($0.mention.concept, level: .expert) }
            Self.claim(job.essential + job.optional, &profile)
        case .availability:
            profile.modes = [.remote, .visit, .return]
            profile.places = GamingWorld.places
        case .repetition:
            profile.skills += truth.skills.prefix(Limits.skills - truth.skills.count).enumerated().map { place, _ in
                Profile.Skill(mention: SkillMention(text: "again \(place)", concept: nil), level: .expert)
            }
        case .copy: Self.claim(Self.asked(copied.prefix(1)), &profile)
        case .copyAlone:
            profile.skills = []
            Self.claim(Self.asked(copied.prefix(1)), &profile)
        case .copies: Self.claim(Self.asked(copied.prefix(8)), &profile)
        case .levels: profile.skills = profile.skills.map { GamingWorld.skill($0.mention.concept, level: .expert) }
        }
        return profile
    }

    private static func asked(_ needs: ArraySlice<Need>) -> [ConceptID] {
        needs.flatMap { $0.skills.compactMap(\.mention.concept) }
    }

    /// Adds skills at the highest level, and raises those that are there.
    private static func claim(_ concepts: [ConceptID], _ profile: inout Profile) {
        let claimed = Set(concepts)
        for place in profile.skills.indices where profile.skills[place].mention.concept.map(claimed.contains) == true {
            profile.skills[place].level = .expert
        }
        var listed = Set(profile.skills.compactMap(\.mention.concept))
        for concept in concepts where profile.skills.count < Limits.skills && listed.insert(concept).inserted {
            profile.skills.append(GamingWorld.skill(concept, level: .expert))
        }
    }
}
