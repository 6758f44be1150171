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

    @Test func `English stands in for a language without words`() {
        #expect(Words.inFirst(of: ["ky", "tl"]).language == "en")
        #expect(Words.inFirst(of: ["ky", "es"]).language == "es")
    }

    @Test(arguments: ["en", "fr", "es", "ar"])
    func `every reason to be left out has words`(language: String) {
        for reason in LeftOut.allCases {
            #expect(Words.inFirst(of: [language]).why(reason) != reason.code)
        }
    }

    @Test func `fit is over what is stated, and evidence is the share of it`() {
        let silent = Part(factor: .skills, asked: .unmapped("x"), weight: 60, value: 10, found: nil, how: .unstated)
        let explanation = Explanation(parts: [part, silent])
        #expect(explanation.score == 40 * 250 + 60 * 10)
        #expect(explanation.fit == 1)
        #expect(explanation.evidence == 0.4)
        #expect(explanation.askNext?.factor == .skills)
        #expect(Explanation(parts: [silent]).fit == nil)
    }
}
