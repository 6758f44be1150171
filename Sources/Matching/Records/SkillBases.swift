import Model
import Taxonomy

/// What the skills of a profile may rest on, and what an occupation proposes.
struct SkillBases: Sendable {
    /// What the profile was before; empty for a new one.
    let old: Profile
    /// Whether the caller may say that a desk stands behind a skill.
    let mayVouch: Bool

    /// What rests on more than it may: what was not proposed before, and, of who may not vouch, what no desk recorded
    /// at this level.
    func violations(of profile: Profile) -> [Violation] {
        let before = Dictionary(old.skills.map { ($0.mention.key, $0) }) { first, _ in first }
        return profile.skills.enumerated().compactMap { place, skill in
            let was = before[skill.mention.key]
            let isKept = was?.basis == skill.basis && was?.level == skill.level
            guard !isKept, skill.basis != .ownWord, !(mayVouch && skill.basis.isVouched) else { return nil }
            return Violation(
                .basisNotYours, at: "/skills/\(place)/basis",
                skill.basis == .proposed
                    ? "name an occupation to get its skills proposed; to confirm one, give own_word"
                    : "leave this out or give own_word; a desk records what a skill rests on otherwise")
        }
    }

    /// The profile with the essential skills of an occupation that was not named before, as far as they are not listed;
    /// proposals of the former one that nobody confirmed are gone.
    func proposing(_ profile: Profile, in taxonomy: Taxonomy) throws(Violation) -> Profile {
        guard profile.occupation != old.occupation else { return profile }
        var profile = profile
        let occupation = profile.occupation.flatMap { taxonomy.occupation($0) }
        guard (occupation == nil) == (profile.occupation == nil) else {
            throw Violation(.unknownCode, at: "/occupation", "give the code or URI of an occupation of the taxonomy")
        }
        profile.occupation = occupation?.code
        guard profile.occupation != old.occupation else { return profile }
        profile.skills.removeAll { $0.basis == .proposed }
        guard let occupation else { return profile }
        let listed = Set(profile.skills.compactMap(\.mention.concept))
        profile.skills += occupation.essential.compactMap { concept in
            guard !listed.contains(concept), let known = taxonomy.concept(concept), !known.isRetired else { return nil }
            return Profile.Skill(mention: SkillMention(text: known.code, concept: concept), basis: .proposed)
        }
        return profile
    }
}
