import Model
import Ranking

/// One item of a need: what was asked, by which factor, and what each possible answer is worth.
package struct Asked: Sendable {
    /// What was asked, in the terms of the domain.
    package enum Subject: Hashable, Sendable {
        case skill(ConceptID, level: SkillLevel?)
        /// Words that the taxonomy does not know: nobody can answer them, and they count as unknown.
        case unmapped(String)
        /// That much of what somebody can do is of use, where so many skills are asked.
        case use(of: Int)
        case sector(SectorCode)
        case language(LanguageTag, level: CEFR?)
        case places([Place])
        case modes(Modes)
        case period(Period)
        case responsiveness

        package var factor: Factor {
            switch self {
            case .skill, .unmapped, .use: .skills
            case .sector: .sector
            case .language: .language
            case .places: .place
            case .modes: .mode
            case .period: .period
            case .responsiveness: .responsiveness
            }
        }
    }

    package let subject: Subject
    /// What it counts among the items of its factor: only the proportions matter.
    package let importance: Int
    package let shape: Shape
    /// The shape's number in the memory that it comes from; null for one that comes from none.
    package let key: UInt64?

    package init(subject: Subject, importance: Int, shape: Shape, key: UInt64? = nil) {
        self.subject = subject
        self.importance = importance
        self.shape = shape
        self.key = key
    }

    package var factor: Factor { subject.factor }
}
