import Model
import Testing

@Suite struct TextTests {
    @Test func `a name is trimmed and composed, in any script`() throws {
        #expect(try PlainText("  Vis\u{0326}inescu ").description.unicodeScalars.contains("\u{0219}"))
        #expect(try PlainText("وردة ساقية").description == "وردة ساقية")
        #expect(try PlainText("Shapla").description == "Shapla")
    }

    @Test(arguments: [
        "A\u{200B}mina", "Amin\u{200D}a", "\u{2060}Amina", "Am\u{AD}ina\u{200C}", "Ami\u{34F}na", "Ami\u{3164}na",
        "Amina\u{200E}", "A\u{E0041}mina", "Ami\u{180E}na", "Ami\u{1160}na", "Ami\u{115F}na", "Ami\u{FE01}na",
        "Amina\u{E0101}", "Ami\u{180B}na", "Ami\u{17B4}na", "Amina\u{FE0F}", "Ami\u{FFF9}na",
        "Ami\u{13430}na", "Ami\u{1343F}na", "Amina\u{13440}", "Ami\u{13455}na", "Ami\u{FFFC}na",
    ])
    func `what nobody sees makes no other name`(_ text: String) throws {
        #expect(try PlainText(text).description.unicodeScalars.elementsEqual("Amina".unicodeScalars))
    }

    @Test(arguments: [
        "می\u{200C}خواهم", "क्\u{200D}ष", "ක්\u{200D}ෂ", "ত্\u{200D}", "র\u{200D}্য", "👩\u{200D}🌾", "👩🏽\u{200D}⚕️",
        "👁️\u{200D}🗨️", "ᠨ\u{180B}", "葛\u{E0100}", "☎\u{FE0E}",
    ])
    func `a joiner stays where a script needs it`(_ text: String) throws {
        #expect(try PlainText(text).description.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test(arguments: [
        "\u{600}١٢", "\u{601}١٤٤٥", "\u{602}٣", "\u{603}٧", "\u{604}٩", "\u{605}٣", "آية \u{6DD}٥", "ܐ\u{70F}ܒ",
        "\u{8E2}٢",
        "\u{110BD}१",
    ])
    func `a sign that stands with a number is seen, and stays`(_ text: String) throws {
        #expect(try PlainText(text).description.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test(arguments: [
        ("", Violation.Rule.nameEmpty), (" \n ", .nameEmpty), ("a\u{202E}b", .nameControlCharacter),
        ("a\u{0}b", .nameControlCharacter), ("\u{301}\u{302}", .nameEmpty), ("\u{200D}\u{AD}", .nameEmpty),
        ("\u{3164}", .nameEmpty), ("\u{2800}", .nameEmpty), ("\u{202E}\u{202C}", .nameControlCharacter),
        ("\u{605}", .nameEmpty),
    ])
    func `a name without characters, or with deceiving ones, is refused by its rule`(text: String, rule: Violation.Rule)
    {
        let violation = #expect(throws: Violation.self) { try PlainText(text) }
        #expect(violation?.rule == rule)
    }

    @Test(arguments: [0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF] as [UInt32])
    func `what is no character is refused`(_ value: UInt32) throws {
        let text = "a\(try #require(Unicode.Scalar(value)))b"
        #expect(throws: Violation.self) { try PlainText(text) }
    }

    @Test func `a text has a limit`() throws {
        #expect(try PlainText(String(repeating: "é", count: 200)).description.count == 200)
        #expect(throws: Violation.self) { try PlainText(String(repeating: "é", count: 201)) }
    }

    @Test func `a text in several languages is given in the best one there is`() throws {
        let text = try LocalizedText(["en": PlainText("cheese"), "fr": PlainText("fromage")])
        #expect(text.text(in: ["ar", "fr"]) == "fromage")
        #expect(text.text(in: ["ar"]) == "cheese")
        #expect(throws: Violation.self) { try LocalizedText([:]) }
    }
}
