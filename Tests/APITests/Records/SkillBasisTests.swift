import HTTP
import Testing

@testable import API

/// What skills rest on: who may say it, how long it stays, and what an occupation proposes.
@Suite struct SkillBasisTests {
    /// A member of the desk's with a key, changed by whoever asks.
    private struct Person {
        let interface: TestInterface
        let path: String
        let key: String
        let deskKey: String

        init() async throws {
            interface = try await TestInterface.shared
            let id = try await interface.register("members", as: .desk, Bodies.member("Salma Idrissi"))
            path = "members/\(id)"
            key = try await interface.memberKey(id)
            deskKey = try #require(interface.keys[.desk])
        }

        func read() async throws -> Answer { try await interface.ask(.get, path, key: key) }

        func change(_ profile: String, byDesk: Bool = false) async throws -> Answer {
            let etag = try #require(try await read().etag)
            return try await interface.ask(
                .patch, path, key: byDesk ? deskKey : key, "{\"profile\": \(profile)}", ["If-Match": etag])
        }
    }

    private func bases(_ answer: Answer) -> [String] {
        (answer["profile/skills"].array ?? []).map { "\($0["skill"].string ?? "") \($0["basis"].string ?? "")" }
    }

    @Test func `a skill rests on its bearer's word, and only a desk says that it rests on more`() async throws {
        let person = try await Person()
        #expect(bases(try await person.read()) == ["accounting own_word"])
        for basis in ["diagnosis", "reference", "certificate", "proposed"] {
            let skills = #"{"skills": [{"skill": "risk-analysis"}, {"skill": "accounting", "basis": "\#(basis)"}]}"#
            let refused = try await person.change(skills)
            #expect(refused.json.complaints == ["/profile/skills/1/basis basis_not_yours"])
            let byDesk = try await person.change(skills, byDesk: true)
            #expect(byDesk.status == (basis == "proposed" ? 422 : 200), "\(byDesk.text)")
        }
        #expect(bases(try await person.read()) == ["risk-analysis own_word", "accounting certificate"])
    }

    @Test func `what a desk recorded stays while the level does`() async throws {
        let person = try await Person()
        let recorded = #"{"skills": [{"skill": "accounting", "level": 3, "basis": "certificate"}]}"#
        #expect(try await person.change(recorded, byDesk: true).status == 200)
        let more = #"{"skills": [{"skill": "accounting", "level": 3}, {"skill": "risk-analysis"}]}"#
        #expect(bases(try await person.change(more)) == ["accounting certificate", "risk-analysis own_word"])
        let higher = #"{"skills": [{"skill": "accounting", "level": 4, "basis": "certificate"}]}"#
        #expect(try await person.change(higher).json.complaints == ["/profile/skills/0/basis basis_not_yours"])
        let said = #"{"skills": [{"skill": "accounting", "level": 4}]}"#
        #expect(bases(try await person.change(said)) == ["accounting own_word"])
        #expect(try await person.change(recorded).json.complaints == ["/profile/skills/0/basis basis_not_yours"])
    }

    @Test func `an occupation proposes its essential skills, which the person confirms or refuses in one change`()
        async throws
    {
        let person = try await Person()
        let unknown = try await person.change(#"{"occupation": "9999.9"}"#)
        #expect(unknown.json.complaints == ["/profile/occupation unknown_code"])
        let uri = "http://data.europa.eu/esco/occupation/bea99fea-0383-4c63-b944-70d4799de2c5"
        let named = try await person.change(#"{"occupation": "\#(uri)"}"#)
        #expect(named["profile/occupation"] == .string("1219.6"))
        let proposed = bases(named)
        #expect(proposed.first == "accounting own_word")
        #expect(proposed.count > 4)
        #expect(proposed.dropFirst().allSatisfy { $0.hasSuffix(" proposed") })
        // Naming it again proposes nothing again.
        #expect(bases(try await person.change(#"{"occupation": "1219.6"}"#)) == proposed)
        let settled = try await person.change(
            #"""
            {"skills": [{"skill": "accounting", "level": 3}, {"skill": "risk-analysis", "basis": "own_word"},
                        {"skill": "manage-budgets", "level": 2}, {"skill": "project-management"}]}
            """#)
        #expect(
            bases(settled) == [
                "accounting own_word", "risk-analysis own_word", "manage-budgets own_word",
                "project-management proposed",
            ])
        // Another occupation takes along what nobody confirmed of the former.
        let other = bases(try await person.change(#"{"occupation": "1221.5"}"#))
        #expect(other.prefix(3) == bases(settled).prefix(3))
        #expect(!other.contains("project-management proposed"))
        let none = try await person.change(#"{"occupation": null}"#)
        #expect(bases(none) == Array(bases(settled).prefix(3)))
        #expect(none["profile/occupation"] == .null)
    }

    @Test func `a skill that was only proposed is not found`() async throws {
        let person = try await Person()
        let search = #"{"skills": ["monitor-evaluate"], "limit": 100}"#
        let before = try await person.interface.ask(.post, "members/search", as: .desk, search)["items"].array?.count
        _ = try await person.change(#"{"occupation": "1219.6"}"#)
        let proposed = try await person.interface.ask(.post, "members/search", as: .desk, search)["items"].array?.count
        #expect(proposed == before)
        _ = try await person.change(#"{"skills": [{"skill": "monitor-evaluate", "basis": "own_word"}]}"#)
        let said = try await person.interface.ask(.post, "members/search", as: .desk, search)["items"].array?.count
        #expect(said == (before ?? 0) + 1)
    }

    @Test func `a profile that is stored nowhere rests on its bearer's word`() async throws {
        let interface = try await TestInterface.shared
        let body = #"{"seek": ["offers"], "profile": {"skills": [{"skill": "accounting", "basis": "certificate"}]}}"#
        let answer = try await interface.ask(.post, "matches", as: .desk, body)
        #expect(answer.json.complaints == ["/profile/skills/0/basis basis_not_yours"])
    }
}
