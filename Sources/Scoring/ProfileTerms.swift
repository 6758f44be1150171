import Model
import Ranking

/// A profile as the ranking computes it: each term once, with its level, and a term of its own for each silence.
package enum ProfileTerms {
    /// - Parameters:
    ///   - residences: where the person lives, which answers a question for a place as well as a stated place does.
    ///   - replyDays: within how many days a mentor answers; null where that is unknown or does not apply.
    ///   - isClaim: whether a person says it of themselves, so that it matters what a skill rests on.
    package static func terms(
        of profile: Profile, residences: [Place] = [], replyDays: Int? = nil, isClaim: Bool = true
    ) -> [TermLevel] {
        var terms = Skills.terms(profile.skills, areClaims: isClaim)
        terms += Sector.terms(profile.sectors)
        terms += Language.terms(profile.languages)
        terms += PlaceFactor.terms(profile.places, residences: residences)
        terms += Mode.terms(profile.modes)
        terms += PeriodFactor.terms(profile.period)
        terms += Responsiveness.terms(replyDays)
        return terms
    }
}
