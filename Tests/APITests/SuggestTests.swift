import HTTP
import Testing

@testable import API

/// Which occupations and skills a text speaks of.
@Suite struct SuggestTests {
    private func ask(_ body: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await TestInterface.shared.ask(.post, "skills/suggest", body, headers)
    }

    @Test func `a title gives the occupation with its skills, and each says on what it rests`() async throws {
        let answer = try await ask(#"{"text": "Couturière à domicile", "language": "fr", "limit": 3}"#)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer["taxonomy"].string?.hasPrefix("starter") == true)
        #expect(answer["occupations/0/occupation"] == .string("7531.2"))
        #expect(answer["occupations/0/label"] == .string("couturier/couturière"))
        #expect(answer["occupations/0/found/language"] == .string("fr"))
        #expect(answer["occupations/0/words/0"] == .string("Couturière"))
        let essential = answer["occupations/0/essential"].array ?? []
        #expect(essential.count > 3)
        #expect(essential.allSatisfy { $0["skill"].string != nil && $0["label"].string != nil })
        #expect(answer["occupations"].array?.count == 3)
        #expect(answer["skills"].array?.count == 3)
    }

    @Test func `a note of several lines gives skills, with labels in the language that is asked for`() async throws {
        let body = #"{"text": "She needs help:\n- accounting\n- a website", "kinds": ["skills"], "language": "es"}"#
        let answer = try await ask(body)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer["occupations"].isNull)
        let first = try #require((answer["skills"].array ?? []).first { $0["skill"] == .string("accounting") })
        #expect(first["label"] == .string("contabilidad"))
        let header = try await ask(#"{"text": "accounting", "limit": 1}"#, ["Accept-Language": "fr"])
        #expect(header["skills/0/label"] == .string("comptabilité"))
        #expect(header["skills/0/found/label"] == .string("accounting"))
        #expect(header["skills/0/score"].string == nil)
    }

    @Test func `what is asked must be right, and each fault is named`() async throws {
        let complaints = [
            "{}": "/text value_missing", #"{"text": " \n "}"#: "/text name_empty",
            #"{"text": 3}"#: "/text type_mismatch",
            #"{"text": "\#(String(repeating: "a ", count: 1_001))b"}"#: "/text text_too_long",
            #"{"text": "a\u0007b"}"#: "/text name_control_character",
            #"{"text": "a", "language": "français"}"#: "/language language_tag_invalid",
            #"{"text": "a", "kinds": ["sectors"]}"#: "/kinds/0 unknown_code",
            #"{"text": "a", "limit": 0}"#: "/limit value_out_of_range", #"{"text": "a", "q": 1}"#: "/q unknown_field",
        ]
        for (body, complaint) in complaints {
            let refused = try await ask(body)
            #expect(refused.status == 422, "\(body)")
            #expect(refused.json.complaints == [complaint], "\(body.prefix(60))")
        }
        #expect(try await ask("[]").json.complaints == [" type_mismatch"])
    }

    @Test(arguments: ["\u{1D400}", "\u{FDFA}", "accounting,", "a\u{300}"])
    func `a word without an end is told by its beginning, however often`(_ part: String) async throws {
        let text = String(repeating: part, count: 2_000 / part.unicodeScalars.count)
        let answer = try await ask(#"{"text": "\#(text)", "limit": 100}"#)
        #expect(answer.status == 200, "\(answer.text.prefix(300))")
        let words = ["skills", "occupations"].flatMap { answer[$0].array ?? [] }.flatMap { $0["words"].array ?? [] }
        #expect(words.compactMap(\.string).allSatisfy { $0.unicodeScalars.count <= 41 })
        #expect(words.contains { $0.string?.hasSuffix("…") == true })
    }

    @Test func `what nothing is called is found nowhere, and waits for no curator`() async throws {
        let answer = try await ask(#"{"text": "漢字漢字"}"#)
        #expect(answer.status == 200)
        #expect(answer["skills"].array?.isEmpty == true)
        let waiting = try await TestInterface.shared.ask(.get, "curation/skills", as: .admin)
        #expect(!waiting.text.contains("漢字"))
    }
}
