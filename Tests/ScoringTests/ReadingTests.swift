import Model
import Scoring
import Taxonomy
import Testing

@Suite struct ReadingTests {
    @Test func `what an item asks can be read back from its shape`() throws {
        var need = Need()
        need.skills = [
            Need.Skill(mention: SkillMention(text: "a", concept: ConceptID(7)), level: .practitioner),
            Need.Skill(mention: SkillMention(text: "b", concept: ConceptID(8)), level: .awareness),
            Need.Skill(mention: SkillMention(text: "c", concept: ConceptID(9))),
        ]
        need.languages = [
            Need.Language(tag: try LanguageTag("fr"), level: .b2), Need.Language(tag: try LanguageTag("ary")),
        ]
        need.places = [try Place("MA-01"), try Place("ES")]
        need.modes = [.remote, .return]
        need.period = try Period(from: Month("2027-01"), until: Month("2027-06"))
        let items = NeedItems(need, in: Taxonomy(), ofMentors: true)
        for asked in items.asked {
            let read = Asked(reading: asked.shape).subject
            if case .places(let places) = asked.subject, case .places(let again) = read {
                #expect(Set(places) == Set(again))
            } else {
                #expect(read == asked.subject)
            }
        }
        #expect(items.asked.count == 10)
    }
}
