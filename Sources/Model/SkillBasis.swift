/// What a skill of a profile rests on, from the least to the most.
package enum SkillBasis: String, Sendable, CaseIterable {
    /// An essential skill of the occupation that the person named: it counts for nothing until the person confirms it.
    case proposed
    case ownWord = "own_word"
    /// A desk found it when it talked with the person.
    case diagnosis
    /// Somebody who worked with the person confirmed it to a desk.
    case reference
    /// A desk saw a certificate.
    case certificate

    /// Whether a desk stands behind it.
    package var isVouched: Bool { self != .proposed && self != .ownWord }
}
