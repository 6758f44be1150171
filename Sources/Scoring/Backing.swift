import Model

/// What stands behind a skill, and how much of the skill's value counts therefore: a factor of the score.
///
/// | backing | counts | why |
/// |---|---|---|
/// | none asked | 250 of 250 | what an offer gives is no claim about a person |
/// | certificate | 250 | a desk saw it |
/// | reference | 245 | somebody who saw the work said so to a desk |
/// | diagnosis | 240 | a desk asked, and saw no work |
/// | own word | 175 | the person says so; nobody else did |
/// | own word among many | 100 | more own words than nine in ten occupations of ESCO have essential skills |
///
/// A skill that was only proposed counts for nothing, and stands nowhere here.
package enum Backing: UInt8, Sendable, CaseIterable {
    case noneAsked, ownWordAmongMany, ownWord, diagnosis, reference, certificate

    /// More skills than this on a person's own word are too many to weigh each as if it were one of few.
    package static let plausible = 34

    /// Of 250.
    package var credit: UInt8 {
        switch self {
        case .noneAsked, .certificate: 250
        case .reference: 245
        case .diagnosis: 240
        case .ownWord: 175
        case .ownWordAmongMany: 100
        }
    }

    /// The credits by number, as an item of the ranking takes them.
    static let credits: SIMD8<UInt8> = {
        var credits = SIMD8<UInt8>(repeating: 0)
        for backing in allCases { credits[Int(backing.rawValue)] = backing.credit }
        return credits
    }()

    /// Null for what counts for nothing.
    ///
    /// - Parameter ownWords: how many skills of the same profile rest on the person's own word.
    init?(_ basis: SkillBasis, ownWords: Int) {
        switch basis {
        case .proposed: return nil
        case .ownWord: self = ownWords > Self.plausible ? .ownWordAmongMany : .ownWord
        case .diagnosis: self = .diagnosis
        case .reference: self = .reference
        case .certificate: self = .certificate
        }
    }
}
