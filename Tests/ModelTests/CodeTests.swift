import Model
import Testing

@Suite struct CodeTests {
    @Test(arguments: [
        ("fr", "fr"), ("FR", "fr"), ("sr-latn", "sr-Latn"), ("pt-br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"),
    ])
    func `a language tag is brought to its canonical case`(text: String, canonical: String) throws {
        #expect(try LanguageTag(text).description == canonical)
    }

    @Test(arguments: ["", "f", "french", "fr_FR", "fr-", "fr-x", "12", "fr-FR-Latn-x", "fré"])
    func `what is no language tag is refused by name`(text: String) {
        #expect(throws: Violation.self) { try LanguageTag(text) }
    }

    @Test(arguments: [("ma", "MA"), ("MA-01", "MA-01"), ("ph-ili", "PH-ILI"), ("jm-02", "JM-02")])
    func `a place is a country or a region of it`(text: String, canonical: String) throws {
        #expect(try Place(text).description == canonical)
    }

    @Test(arguments: ["", "M", "MAR", "MA-", "MA-0123", "MA_01", "M1"])
    func `what has not the form of ISO 3166 is refused`(text: String) {
        #expect(throws: Violation.self) { try Place(text) }
    }

    @Test(arguments: [("A", "A"), ("a01", "01"), ("01", "01"), ("011", "011"), ("C1050", "1050")])
    func `a sector is read at any depth, with or without its section`(text: String, canonical: String) throws {
        #expect(try SectorCode(text).description == canonical)
    }

    @Test(arguments: ["", "Z", "B01", "04", "44", "1", "10500", "1O50"])
    func `a sector that ISIC does not have is refused`(text: String) {
        #expect(throws: Violation.self) { try SectorCode(text) }
    }

    @Test func `a sector knows those above it`() throws {
        #expect(try SectorCode("1050").path == ["1050", "105", "10", "C"])
        #expect(try SectorCode("C").path == ["C"])
    }

    @Test func `levels of languages are in order`() throws {
        #expect(try #require(CEFR("b1")) < #require(CEFR("C2")))
        #expect(CEFR("D1") == nil)
    }
}
