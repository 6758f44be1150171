import Model

/// What a profile says now about something that is supposed of it.
package enum Stated: Hashable, Sendable {
    case nothing
    /// It is stated; without a level, or where there are none.
    case stated
    case skillLevel(SkillLevel)
    case languageLevel(CEFR)
}
