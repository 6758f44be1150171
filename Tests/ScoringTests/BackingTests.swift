import Model
import Ranking
import Taxonomy
import Testing

@testable import Scoring

@Suite struct BackingTests {
    private func skills(_ count: Int, _ basis: SkillBasis = .ownWord) -> [Profile.Skill] {
        (0..<count).map {
            Profile.Skill(mention: SkillMention(text: "s", concept: ConceptID(Int32($0))), level: .expert, basis: basis)
        }
    }

    private func value(_ profile: [Profile.Skill]) -> Int {
        var need = Need()
        need.skills = [Need.Skill(mention: SkillMention(text: "s", concept: ConceptID(0)), level: .practitioner)]
        let items = NeedItems(need, in: Taxonomy(), ofMentors: false)
        return Int(items.asked[0].shape.outcome(for: Skills.terms(profile)).value)
    }

    @Test func `what rests on more counts more`() {
        let credits = Backing.allCases.dropFirst().map(\.credit)
        #expect(credits == credits.sorted() && Set(credits).count == credits.count)
        #expect(SkillBasis.allCases.map { value(skills(1, $0)) } == [5, 125, 240, 245, 250])
    }

    @Test func `more skills on own word than are plausible count less, however few of them are asked`() {
        #expect([1, 24, 25, 36, 37, Limits.skills].map { value(skills($0)) } == [125, 125, 83, 83, 50, 50])
        let together = (1...Limits.skills).map { $0 * value(skills($0)) }
        #expect(together.max() == Backing.plausible * value(skills(Backing.plausible)))
        // What is vouched for is not diluted, and dilutes nothing.
        let vouched = skills(Backing.plausible + 20, .reference)
        #expect(value(vouched) == 245)
        #expect(value(skills(1) + vouched.dropFirst()) == 125)
    }

    @Test func `what an offer gives is no claim about a person`() {
        #expect(Skills.terms(skills(60), areClaims: false).allSatisfy { $0.basis == Backing.noneAsked.rawValue })
    }

    @Test(arguments: ["en", "fr", "es", "ar"])
    func `the explanation names what a skill rests on, and what that counts`(language: String) {
        let words = Words.inFirst(of: [language])
        let told = Backing.allCases.dropFirst().map { backing in
            words.describe(
                Part(
                    factor: .skills, asked: .skill(ConceptID(1), level: nil), weight: 1, value: 1,
                    found: .skill(ConceptID(1), level: .expert), how: .same, backing: backing), in: Taxonomy())
        }
        #expect(Set(told).count == told.count)
        #expect(told[2].contains("50 %"))
        #expect(!told[5].contains("%"))
        if language == "en" { #expect(told[5].hasSuffix(", on a certificate")) }
    }

    @Test func `a need of as many skills as there may be is answered, whatever grades the profiles have`() throws {
        var records = TaxonomyRecords(version: "test")
        let neighbours: Int32 = 60
        for asked in 0..<Int32(Limits.skills) {
            let others = (1...neighbours).map {
                Neighbour(other: ConceptID(asked * (neighbours + 1) + $0), alike: 90, usedTogether: nil)
            }
            records.neighbours.append((ConceptID(asked * (neighbours + 1)), others))
        }
        let concepts = Int32(Limits.skills) * (neighbours + 1)
        records.concepts = (0..<concepts).map { TaxonomyRecords.Concept(id: ConceptID($0), code: "\($0)") }
        var need = Need()
        need.skills = (0..<Int32(Limits.skills)).map {
            Need.Skill(mention: SkillMention(text: "s", concept: ConceptID($0 * (neighbours + 1))), level: .expert)
        }
        let items = NeedItems(need, in: Taxonomy(records), ofMentors: false)
        #expect(items.asked.reduce(0) { $0 + $1.shape.answers.count } == Skills.mostAnswers)
        // Every concept at every level on every backing: one document for each grade.
        let documents = (0..<5).flatMap { level in
            Backing.allCases.dropFirst().map { backing in
                Document(
                    identifier: UInt128(level * 8 + Int(backing.rawValue)), partition: 0,
                    terms: (0..<concepts).map {
                        TermLevel(term: .skill(ConceptID($0)), level: UInt8(level), basis: backing.rawValue)
                    })
            }
        }
        let best = ProfileIndex(documents).ranked(ProfileQuery(items: items.items)).hits.first
        #expect(best?.identifier == UInt128(4 * 8 + Int(Backing.certificate.rawValue)))
        #expect(best?.score == 62_500)
    }
}
