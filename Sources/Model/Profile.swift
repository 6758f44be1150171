/// What a member, a mentor or an offer has to give, in the terms of a ``Need``. An empty part is unstated.
package struct Profile: Hashable, Sendable {
    package struct Skill: Hashable, Sendable {
        package var mention: SkillMention
        /// Null where nobody said how well.
        package var level: SkillLevel?
        package var basis: SkillBasis

        package init(mention: SkillMention, level: SkillLevel? = nil, basis: SkillBasis = .ownWord) {
            self.mention = mention
            self.level = level
            self.basis = basis
        }
    }

    package struct Language: Hashable, Sendable {
        package var tag: LanguageTag
        package var level: CEFR?

        package init(tag: LanguageTag, level: CEFR? = nil) {
            self.tag = tag
            self.level = level
        }
    }

    package var skills: [Skill] = []
    package var sectors: [SectorCode] = []
    package var languages: [Language] = []
    package var places: [Place] = []
    package var modes: Modes = []
    package var period: Period?
    package var hoursPerMonth: Int?
    /// The code of the occupation whose essential skills are proposed; it is not matched itself.
    package var occupation: String?

    package init() {}
}
