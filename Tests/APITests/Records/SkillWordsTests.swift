import Foundation
import HTTP
import Matching
import Store
import Testing

@testable import API

/// Skills by code, by URI and by what people call them.
@Suite struct SkillWordsTests {
    private func venture(_ interface: TestInterface, _ skill: String) async throws -> Answer {
        try await interface.ask(
            .post, "ventures", as: .desk,
            Bodies.venture(interface.desk, need: #"{"skills": [{"skill": "\#(skill)"}]}"#),
            ["Idempotency-Key": UUID().uuidString])
    }

    @Test(arguments: [
        "accounting", "http://data.europa.eu/esco/skill/ecc18804-a466-40d9-98b4-fba5cd67dd4b", "Comptabilité",
        "comptabilite générale", "CONTABILIDAD", "المحاسبة", "accountancy",
    ])
    func `a skill is known by its code, its URI and a label in any language`(words: String) async throws {
        let interface = try await TestInterface.shared
        let kept = try await venture(interface, words)
        #expect(kept.status == 201, "\(kept.text)")
        #expect(kept["need/skills/0/skill"] == .string("accounting"))
        #expect(kept["need/skills/0/label"] == .string("accounting"))
        #expect(kept["need/skills/0/unmapped"] == .null)
    }

    @Test(arguments: [
        ("fr", "comptabilité"), ("es-MX, en;q=0.5", "contabilidad"), ("ar", "المحاسبة"), ("wo", "accounting"),
    ])
    func `a reader gets labels in the own language`(wanted: String, label: String) async throws {
        let interface = try await TestInterface.shared
        let path = "members/\(interface.member)"
        let read = try await interface.ask(.get, path, as: .member, nil, ["Accept-Language": wanted])
        #expect(read["profile/skills/0/label"] == .string(label))
    }

    @Test func `a label of several skills is refused with the skills to choose from`() async throws {
        let interface = try await TestInterface.shared
        try await interface.database.owner.run(NameAlike(label: "zweideutig", codes: ["accounting", "carpentry"]))
        let refused = try await venture(interface, "Zweideutig")
        #expect(refused.status == 422)
        #expect(refused.json.complaints == ["/need/skills/0/skill ambiguous_label"])
        #expect(refused["errors/0/candidates"] == .array([.string("accounting"), .string("carpentry")]))
    }

    @Test func `a URI that no skill has is refused`() async throws {
        let interface = try await TestInterface.shared
        let refused = try await venture(interface, "http://data.europa.eu/esco/skill/none")
        #expect(refused.json.complaints == ["/need/skills/0/skill unknown_code"])
    }

    @Test func `words that no skill answers are kept and wait for the curator, who maps them`() async throws {
        let interface = try await TestInterface.shared
        let kept = try await venture(interface, "Tissage de raphia")
        #expect(kept["need/skills/0/skill"] == .string("Tissage de raphia"))
        #expect(kept["need/skills/0/unmapped"] == .bool(true))
        let waiting = try await interface.ask(.get, "curation/skills", as: .admin)
        let entry = waiting["items"].array?.first { $0["text"] == .string("Tissage de raphia") }
        #expect(entry?["seen"] == .integer(1))
        let normal = try #require(entry?["normal"].string)
        let mapped = try await interface.ask(
            .post, "curation/skills/map", as: .admin, #"{"normal": "\#(normal)", "concept": "carpentry"}"#)
        #expect(mapped.status == 200, "\(mapped.text)")
        #expect(mapped["mapped"] == .integer(1))
        let path = "ventures/" + (try #require(kept["id"].string))
        let read = try await interface.ask(.get, path, as: .desk)
        #expect(read["need/skills/0/skill"] == .string("carpentry"))
        let after = try await interface.ask(.get, "curation/skills", as: .admin)
        #expect(after["items"].array?.contains { $0["text"] == .string("Tissage de raphia") } == false)
    }

    @Test func `the words that somebody typed survive a change of something else`() async throws {
        let interface = try await TestInterface.shared
        let need = #"{"skills": [{"skill": "La comptabilité générale!"}, {"skill": "Comptabilité"}]}"#
        let id = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk, need: need))
        let read = try await interface.ask(.get, "ventures/\(id)", as: .desk)
        let changed = try await interface.ask(
            .patch, "ventures/\(id)", as: .desk, read.text.replacing("Coopérative", with: "Autre"),
            ["If-Match": "\"1\""])
        #expect(changed.status == 200, "\(changed.text)")
        #expect(changed["name"] == .string("Autre"))
        let stored = try await interface.database.store.run(ReadVenture(id: TestInterface.id(id)))
        #expect(
            stored?.value.need.skills.map(\.mention.text) == ["La comptabilité générale!", "Comptabilité"])
        #expect(stored?.value.need.skills[1].mention.concept != nil)
        let waiting = try await interface.ask(.get, "curation/skills", as: .admin)
        let entry = waiting["items"].array?.first { $0["text"] == .string("La comptabilité générale!") }
        #expect(entry?["seen"] == .integer(1))
    }
}
