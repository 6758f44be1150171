/// Why a profile is no answer to a need, whatever its score: the one condition that it fails, by name.
package enum LeftOut: UInt8, Sendable, CaseIterable {
    case mustSkill = 1
    case mustLanguage, mustPlace, mustMode
    case notEligible
    case noCapacity
    case selfMatch

    /// The factor whose part of a need must be answered; null for conditions that are no part of it.
    package var factor: Factor? {
        switch self {
        case .mustSkill: .skills
        case .mustLanguage: .language
        case .mustPlace: .place
        case .mustMode: .mode
        case .notEligible, .noCapacity, .selfMatch: nil
        }
    }

    /// The name that callers may rely on.
    package var code: String {
        switch self {
        case .mustSkill: "must_skill"
        case .mustLanguage: "must_language"
        case .mustPlace: "must_place"
        case .mustMode: "must_mode"
        case .notEligible: "not_eligible"
        case .noCapacity: "no_capacity"
        case .selfMatch: "self_match"
        }
    }
}
