import Model
import Ranking
import Testing

@testable import Scoring

@Suite struct TermTests {
    @Test func `a term says again what it was made of`() throws {
        let found = [
            Part.Found.skill(ConceptID(13_896), level: .expert), .sector(try SectorCode("C")),
            .sector(try SectorCode("1050")), .language(try LanguageTag("ary"), level: .c1),
            .language(try LanguageTag("fr"), level: nil), .place(try Place("MA")), .place(try Place("PH-ILI")),
            .place(try Place("JM-02")), .mode(.visit), .month(try Month("2027-01")),
        ]
        let terms = [
            TermLevel(term: .skill(ConceptID(13_896)), level: 4), TermLevel(term: .sector(try SectorCode("C"))),
            TermLevel(term: .sector(try SectorCode("1050"))),
            TermLevel(term: .language(try LanguageTag("ary")), level: 5),
            TermLevel(term: .language(try LanguageTag("fr"))), TermLevel(term: .place(try Place("MA"))),
            TermLevel(term: .place(try Place("PH-ILI"))), TermLevel(term: .place(try Place("JM-02"))),
            TermLevel(term: .mode(.visit)), TermLevel(term: .month(try Month("2027-01"))),
        ]
        for (term, expected) in zip(terms, found) { #expect(Part.Found(term) == expected) }
        #expect(Set(terms.map(\.term)).count == terms.count)
    }

    @Test func `no two codes share a term`() throws {
        var seen: Set<Term> = []
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for first in letters {
            for second in letters {
                let country = "\(first)\(second)"
                #expect(seen.insert(.place(try Place(country))).inserted)
                #expect(seen.insert(.place(try Place("\(country)-0"))).inserted)
                #expect(seen.insert(.place(try Place("\(country)-ZZZ"))).inserted)
                #expect(seen.insert(.regionOf(country)).inserted)
                #expect(seen.insert(.language(try LanguageTag(country))).inserted)
            }
        }
    }
}
