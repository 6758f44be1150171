/// What a venture, an offer or a person asks for. Each part may be empty: nothing is asked there.
package struct Need: Hashable, Sendable {
    package struct Skill: Hashable, Sendable {
        package var mention: SkillMention
        package var importance: Importance
        /// The least level that fully answers; null asks for the skill at any level.
        package var level: SkillLevel?
        /// Whether a profile without the skill itself at this level is left out.
        package var must: Bool

        package init(
            mention: SkillMention, importance: Importance = .important, level: SkillLevel? = nil, must: Bool = false
        ) {
            self.mention = mention
            self.importance = importance
            self.level = level
            self.must = must
        }
    }

    package struct Sector: Hashable, Sendable {
        package var code: SectorCode
        package var importance: Importance

        package init(code: SectorCode, importance: Importance = .important) {
            self.code = code
            self.importance = importance
        }
    }

    package struct Language: Hashable, Sendable {
        package var tag: LanguageTag
        package var level: CEFR?
        package var must: Bool

        package init(tag: LanguageTag, level: CEFR? = nil, must: Bool = false) {
            self.tag = tag
            self.level = level
            self.must = must
        }
    }

    package var skills: [Skill] = []
    package var sectors: [Sector] = []
    package var languages: [Language] = []
    /// Any of these places answers.
    package var places: [Place] = []
    package var placesMust = false
    /// Any of these modes answers; empty asks for none.
    package var modes: Modes = []
    package var modesMust = false
    package var period: Period?
    /// Hours a month that are asked for; kept and shown, not scored.
    package var hoursPerMonth: Int?

    package init() {}

    package var isEmpty: Bool {
        skills.isEmpty && sectors.isEmpty && languages.isEmpty && places.isEmpty && modes.isEmpty && period == nil
    }
}
