import Model

/// What stands behind a skill, and how much of the skill's value counts therefore: a factor of the score.
///
/// | backing | counts | why |
/// |---|---|---|
/// | none asked | 250 of 250 | what an offer gives is no claim about a person |
/// | certificate | 250 | a desk saw it |
/// | reference | 245 | somebody who saw the work said so to a desk |
/// | diagnosis | 240 | a desk asked, and saw no work |
/// | own word | 125 | the person says so; nobody else did |
/// | own word, one of 25 to 36 | 83 | together they count as 24 do |
/// | own word, one of more | 50 | 60, the most there may be, count as 24 do |
///
/// So listing more never makes all own words together count more. Of ten people who know half of what their occupation in
/// ESCO asks, nine have at most 24 skills to tell. At half, what copies a need on own word stands no higher than a
/// truth of which half fits and which is vouched for.
///
/// A skill that was only proposed counts for nothing, and stands nowhere here.
package enum Backing: UInt8, Sendable, CaseIterable {
    case noneAsked, ownWordAmongMost, ownWordAmongMany, ownWord, diagnosis, reference, certificate

    /// Own words beyond so many share what so many count.
    package static let plausible = 24
    /// More than this are the most.
    package static let many = 36

    /// Of 250.
    package var credit: UInt8 {
        switch self {
        case .noneAsked, .certificate: 250
        case .reference: 245
        case .diagnosis: 240
        case .ownWord: 125
        case .ownWordAmongMany: 83
        case .ownWordAmongMost: 50
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
        case .ownWord:
            self =
                ownWords > Self.many ? .ownWordAmongMost : ownWords > Self.plausible ? .ownWordAmongMany : .ownWord
        case .diagnosis: self = .diagnosis
        case .reference: self = .reference
        case .certificate: self = .certificate
        }
    }
}
