/// A skill of the taxonomy, by its number in the database.
package struct ConceptID: Hashable, Sendable, Comparable {
    package let rawValue: Int32

    package init(_ rawValue: Int32) { self.rawValue = rawValue }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A skill as somebody gave it: the words, and the concept they were understood as.
///
/// Words that no concept answers are kept with `concept` null; they count as unknown and wait for a curator.
package struct SkillMention: Hashable, Sendable {
    package let text: String
    package let concept: ConceptID?

    package init(text: String, concept: ConceptID?) {
        self.text = text
        self.concept = concept
    }

    /// What two mentions of the same skill have alike.
    package var key: String { concept?.rawValue.description ?? text }
}
