import Foundation
import Model
import Ranking
import Scoring
import Taxonomy
import Testing

@Suite struct WordsTests {
    private let part: Part

    init() throws {
        let french = try LanguageTag("fr")
        part = Part(
            factor: .language, asked: .language(french, level: .b2), weight: 40, value: 250,
            found: .language(french, level: .c1), how: .same)
    }

    @Test func `a part is told in the caller's language`() throws {
        #expect(Words.inFirst(of: ["en"]).describe(part, in: Taxonomy()) == "asked French B2, has C1")
        #expect(Words.inFirst(of: ["fr"]).describe(part, in: Taxonomy()).contains("français B2"))
        #expect(Words.inFirst(of: ["es"]).describe(part, in: Taxonomy()).contains("francés B2"))
        #expect(Words.inFirst(of: ["ar"]).describe(part, in: Taxonomy()).contains("الفرنسية B2"))
    }

    @Test func `of what is of use together, three are named`() {
        func sentence(_ count: Int) -> String {
            let shares = (1...count).map { number in
                Part.Share(found: .skill(ConceptID(Int32(number)), level: .expert), value: 50)
            }
            let part = Part(
                factor: .skills, asked: .use(of: 5), weight: 40, value: 50 * count, found: shares[0].found, how: .used,
                shares: shares)
            return Words.inFirst(of: ["en"]).describe(part, in: Taxonomy())
        }
        #expect(sentence(2).hasPrefix("of use together: ") && sentence(2).hasSuffix(" (20 %)"))
        #expect(sentence(3).components(separatedBy: "(20 %)").count == 4 && !sentence(3).hasSuffix("…"))
        #expect(sentence(5).components(separatedBy: "(20 %)").count == 4 && sentence(5).hasSuffix(", …"))
    }

    @Test func `English stands in for a language without words`() {
        #expect(Words.inFirst(of: ["ky", "tl"]).language == "en")
        #expect(Words.inFirst(of: ["ky", "es"]).language == "es")
    }

    @Test(arguments: ["en", "fr", "es", "ar"])
    func `every reason to be left out, or not to get the best, has words`(language: String) {
        for reason in LeftOut.allCases {
            #expect(Words.inFirst(of: [language]).why(reason) != reason.code)
        }
        for reason in CohortAssignment.Why.allCases {
            #expect(Words.inFirst(of: [language]).why(reason) != reason.rawValue)
        }
    }

    @Test(
        arguments: [
            ("en", "French B1 → B2: from 9th to 2nd; opens 4 offers"),
            ("fr", "français B1 → B2 : de la 9e à la 2e place ; ouvre 4 offres"),
            ("es", "francés B1 → B2: del 9.º al 2.º puesto; abre 4 ofertas"),
            ("ar", "الفرنسية من B1 إلى B2: من المرتبة 9 إلى المرتبة 2؛ يفتح 4 من العروض"),
        ]) func `a supposition is told with what it changes`(language: String, sentence: String) throws
    {
        let words = Words.inFirst(of: [language])
        let change = words.change(
            to: .language(try LanguageTag("fr"), level: .b2), from: .languageLevel(.b1), in: Taxonomy())
        let told = words.whatIf(
            [change], move: words.move(from: 9, to: 2), opened: ["offers": 4], closed: ["offers": 0], moved: 0)
        #expect(told == sentence)
        #expect(words.whatIf([change], move: nil, opened: [:], closed: [:], moved: 0) != "\(change)")
    }

    @Test(arguments: ["en", "fr", "es", "ar"])
    func `everything that can be supposed can be asked`(language: String) throws {
        let words = Words.inFirst(of: [language])
        let subjects: [Asked.Subject] = [
            .skill(ConceptID(7), level: .working), .sector(try SectorCode("1050")),
            .language(try LanguageTag("fr"), level: .b2), .places([try Place("MA")]), .modes([.remote]),
            .period(try Period(from: Month("2027-01"), until: nil)), .responsiveness,
        ]
        let questions = subjects.map { words.question(about: $0, in: Taxonomy()) }
        #expect(Set(questions).count == subjects.count)
        #expect(questions.allSatisfy { ($0.hasSuffix("?") || $0.hasSuffix("؟")) && !$0.contains("{") })
        let best = words.question(about: .language(try LanguageTag("fr"), level: .c2), in: Taxonomy())
        #expect(best.count + 3 < questions[2].count, "nothing is better than C2")
    }

    @Test func `places are counted as English counts them`() {
        let words = Words.inFirst(of: ["en"])
        let places = [1, 2, 3, 4, 11, 12, 13, 21, 101, 111, 122].map { words.move(from: nil, to: $0) }
        #expect(
            places.map { $0.split(separator: " ").last }
                == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "101st", "111th", "122nd"])
        #expect(words.move(from: 3, to: 3) == "stays 3rd")
        #expect(words.move(from: 3, to: nil) == "is then left out")
        #expect(words.move(from: nil, to: nil) == "is still left out")
    }

    @Test func `fit is over what is stated, and evidence is the share of it`() {
        let skill = Asked.Subject.skill(ConceptID(7), level: nil)
        let silent = Part(factor: .skills, asked: skill, weight: 60, value: 10, found: nil, how: .unstated)
        let explanation = Explanation(parts: [part, silent])
        #expect(explanation.score == 40 * 250 + 60 * 10)
        #expect(explanation.fit == 1)
        #expect(explanation.evidence == 0.4)
        #expect(explanation.askNext?.factor == .skills)
        #expect(Explanation(parts: [silent]).fit == nil)
        let unknown = Part(factor: .skills, asked: .unmapped("x"), weight: 60, value: 10, found: nil, how: .unstated)
        #expect(Explanation(parts: [part, unknown]).askNext == nil, "nobody can be asked for words without a meaning")
    }
}
