import Foundation
import Model
import Ranking
import Testing

@testable import Scoring

@Suite struct FactorTests {
    /// The best value that the terms reach, as the ranking would compute it.
    private func value(_ asked: Asked, _ terms: [TermLevel]) -> UInt8 {
        terms.flatMap { term in
            asked.shape.answers.filter { $0.term == term.term }.map { $0.values[Int(term.level)] }
        }.max().map { max($0, asked.shape.floor) } ?? asked.shape.floor
    }

    @Test func `reaching the asked level gives full credit, and more gives no more`() {
        for asked in SkillLevel.allCases {
            for had in SkillLevel.allCases {
                let credit = Skills.credit(asked: asked, had: had)
                #expect(had >= asked ? credit == 250 : credit < 250)
            }
        }
    }

    @Test func `silence is worth less than one level short, and an unknown level less than the asked one`() {
        for asked in SkillLevel.allCases where asked > .awareness {
            let short = Skills.credit(asked: asked, had: SkillLevel(rawValue: asked.rawValue - 1))
            #expect(Int(Weights.prior(of: .skills)) < short)
        }
        #expect(Skills.credit(asked: .expert, had: nil) < 250)
        #expect(Skills.credit(asked: nil, had: nil) == 250)
    }

    @Test func `a language counts by its distance from the level asked`() throws {
        let items = Language.items([Need.Language(tag: try LanguageTag("fr"), level: .b2)])
        let asked = try #require(items.first)
        let value = { (level: CEFR?) in
            self.value(asked, Language.terms([Profile.Language(tag: try LanguageTag("fr-CA"), level: level)]))
        }
        #expect(try value(.c2) == 250)
        #expect(try value(.b2) == 250)
        #expect(try value(.b1) == 125)
        #expect(try value(.a1) == 0)
        #expect(try value(nil) == 150)
        #expect(self.value(asked, Language.terms([])) == Weights.prior(of: .language))
        let other = Language.terms([Profile.Language(tag: try LanguageTag("es"), level: .c2)])
        #expect(self.value(asked, other) == 0)
    }

    @Test func `a place counts by how near it is to a place asked`() throws {
        let asked = try #require(PlaceFactor.items([try Place("MA-01")]).first)
        let value = { (places: [String], residence: String?) in
            self.value(asked, PlaceFactor.terms(try places.map { try Place($0) }, residence: residence))
        }
        #expect(try value(["MA-01"], nil) == 250)
        #expect(try value(["MA"], nil) == 200)
        #expect(try value(["MA-02"], nil) == 100)
        #expect(try value(["ES"], nil) == 0)
        #expect(try value(["ES"], "MA") == 100, "in which region somebody lives does not count")
        #expect(try value([], "ES") == Weights.prior(of: .place))
    }

    @Test func `a whole country is answered by each of its regions`() throws {
        let asked = try #require(PlaceFactor.items([try Place("MA")]).first)
        #expect(value(asked, PlaceFactor.terms([try Place("MA-02")], residence: nil)) == 250)
        #expect(value(asked, PlaceFactor.terms([], residence: "MA")) == 250)
    }

    @Test func `a period counts by the earliest month that both have`() throws {
        let month = { (text: String) in try Month(text) }
        let asked = try #require(
            PeriodFactor.items(try Period(from: month("2027-01"), until: month("2027-06"))).first)
        let value = { (from: String?, until: String?) in
            self.value(
                asked,
                PeriodFactor.terms(try Period(from: from.map { try month($0) }, until: until.map { try month($0) })))
        }
        #expect(try value("2026-01", nil) == 250)
        #expect(try value("2027-03", nil) == 200)
        #expect(try value("2027-07", nil) == 0)
        #expect(try value("2026-11", "2027-02") == 250)
        #expect(try value("2026-01", "2026-12") == 0)
        #expect(try value(nil, "2027-02") == 250)
        #expect(self.value(asked, PeriodFactor.terms(nil)) == Weights.prior(of: .period))
    }

    @Test func `any of the modes asked is enough`() throws {
        let asked = try #require(Mode.items([.remote, .visit]).first)
        #expect(value(asked, Mode.terms([.visit])) == 250)
        #expect(value(asked, Mode.terms([.return])) == 0)
        #expect(value(asked, Mode.terms([])) == Weights.prior(of: .mode))
    }

    @Test func `a fast answer is worth more`() throws {
        let asked = try #require(Responsiveness.items().first)
        let values = [1, 5, 10, 30].map { value(asked, Responsiveness.terms($0)) }
        #expect(values == values.sorted(by: >))
        #expect(Set(values).count == 4)
    }

    @Test func `descent counts up to the generation that a rule allows, and silence is to be confirmed`() throws {
        let rule = OfferRule(
            version: 1, from: .distantPast, until: nil,
            clauses: [.origin(country: "JM", anyOf: [.birth, .descent(upTo: 2)]), .attestation("not_in_employment")])
        let conditions = Eligibility.conditions(of: [rule])
        #expect(conditions.count == 1)
        let meets = { (origins: [Person.Origin]) in
            let terms = Eligibility.terms(of: origins)
            return conditions.allSatisfy { condition in
                condition.anyOf.contains { wanted in
                    terms.contains { $0.term == wanted.term && $0.level >= wanted.minimumLevel }
                }
            }
        }
        #expect(meets([try Person.Origin(country: "JM", basis: .birth, generation: nil)]))
        #expect(meets([try Person.Origin(country: "JM", basis: .descent, generation: 2)]))
        #expect(!meets([try Person.Origin(country: "JM", basis: .descent, generation: 3)]))
        #expect(!meets([try Person.Origin(country: "JM", basis: .marriage, generation: nil)]))
        #expect(!meets([try Person.Origin(country: "MA", basis: .birth, generation: nil)]))
        #expect(meets([]))
    }
}
