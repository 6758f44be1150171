import Foundation
import Model
import Testing

@Suite struct RuleTests {
    private let today: PartialDate
    private let person: Person

    init() throws {
        today = try PartialDate("2026-06-01")
        person = Person(name: try PlainText("Shapla"))
    }

    @Test func `who is certainly younger than sixteen may not register`() throws {
        var child = person
        child.born = try PartialDate("2012")
        #expect(throws: Violation.self) { try child.check(on: today) }
        child.born = try PartialDate("2010")
        try child.check(on: today)
    }

    @Test func `a descent has a generation, and nothing else has`() throws {
        _ = try Person.Origin(country: "JM", basis: .descent, generation: 2)
        #expect(throws: Violation.self) { try Person.Origin(country: "JM", basis: .descent, generation: nil) }
        #expect(throws: Violation.self) { try Person.Origin(country: "JM", basis: .birth, generation: 1) }
    }

    @Test func `a skill stands once in a need, whatever words it came in by`() throws {
        var need = Need()
        need.skills = [
            Need.Skill(mention: SkillMention(text: "cheese", concept: ConceptID(1))),
            Need.Skill(mention: SkillMention(text: "fromage", concept: ConceptID(1))),
        ]
        let violation = #expect(throws: Violation.self) { try need.check() }
        #expect(violation?.rule == .duplicateItem)
        #expect(violation?.pointer == "/skills/1")
    }

    @Test func `words that the taxonomy does not know cannot be a must`() throws {
        var need = Need()
        need.skills = [Need.Skill(mention: SkillMention(text: "шырдак", concept: nil), must: true)]
        let violation = #expect(throws: Violation.self) { try need.check() }
        #expect(violation?.pointer == "/skills/0/must")
    }

    @Test func `sixty skills are enough`() throws {
        var profile = Profile()
        profile.skills = (1...60).map { Profile.Skill(mention: SkillMention(text: "s", concept: ConceptID($0))) }
        try profile.check()
        profile.skills.append(Profile.Skill(mention: SkillMention(text: "s", concept: ConceptID(61))))
        #expect(throws: Violation.self) { try profile.check() }
    }

    @Test func `a mentor whose capacity was lowered has no free place, never less`() {
        let mentor = Mentor(member: .new(at: .now), headline: nil, profile: Profile(), capacity: 1, held: 2)
        #expect(mentor.free == 0)
    }

    @Test func `founders have exactly one lead`() throws {
        var venture = Venture(desk: .new(at: .now), name: try PlainText("Coop"), stage: .idea, need: Need())
        try venture.check()
        venture.founders = [Venture.Founder(person: .new(at: .now), lead: false)]
        #expect(throws: Violation.self) { try venture.check() }
        venture.founders.append(Venture.Founder(person: .new(at: .now), lead: true))
        try venture.check()
    }

    @Test func `versions of a rule follow one another`() throws {
        let july = Date(timeIntervalSince1970: 1_782_864_000)
        let offer = { (rules: [OfferRule]) in
            Offer(
                organisation: .new(at: .now), centre: .new(at: .now), kind: .post,
                title: try LocalizedText(["en": PlainText("Guide")]), need: Need(), gives: Profile(), rules: rules,
                opensAt: .distantPast, closesAt: july, zone: "America/Jamaica")
        }
        let first = OfferRule(version: 1, from: .distantPast, until: july, clauses: [])
        try offer([first, OfferRule(version: 2, from: july, until: nil, clauses: [])]).check()
        #expect(throws: Violation.self) {
            try offer([first, OfferRule(version: 2, from: july - 1, until: nil, clauses: [])]).check()
        }
        for version in [0, 1] {
            let violation = #expect(throws: Violation.self) {
                try offer([first, OfferRule(version: version, from: july, until: nil, clauses: [])]).check()
            }
            #expect(violation?.pointer == "/rules/1/version")
        }
        for end in [july, july - 1] {
            let violation = #expect(throws: Violation.self) {
                try offer([OfferRule(version: 1, from: july, until: end, clauses: [])]).check()
            }
            #expect(violation?.pointer == "/rules/0/until")
        }
    }
}
