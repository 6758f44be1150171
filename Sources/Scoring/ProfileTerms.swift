import Model
import Ranking

/// A profile as the ranking computes it: each term once, with its level, and a term of its own for each silence.
package enum ProfileTerms {
    /// - Parameters:
    ///   - residence: the country of the main residence, which is what cards tell of where somebody lives; null where
    ///     that is unknown or does not apply.
    ///   - replyDays: within how many days a mentor answers; null where that is unknown or does not apply.
    ///   - isClaim: whether a person says it of themselves, so that it matters what a skill rests on.
    package static func terms(
        of profile: Profile, residence: String? = nil, replyDays: Int? = nil, isClaim: Bool = true
    ) -> [TermLevel] {
        var terms = Skills.terms(profile.skills, areClaims: isClaim)
        terms += Sector.terms(profile.sectors)
        terms += Language.terms(profile.languages)
        terms += PlaceFactor.terms(profile.places, residence: residence)
        terms += Mode.terms(profile.modes)
        terms += PeriodFactor.terms(profile.period)
        terms += Responsiveness.terms(replyDays)
        return terms
    }
}
