import Foundation
import HTTP
import TestDatabase
import Testing

@testable import API

/// Who was merged with another is forgotten as anybody is: a canary with a word of their own in every field (checklist 35).
@Suite struct MergedErasureTests {
    private static let words = [
        "Kanarinname", "Kanarihead", "kanari@", "+21260123", "kanariskill", "Kanarimentor", "Kanaricontest",
        "kanarinote", "Kanaripost",
    ]
    /// What was done as a mentor, a founder or somebody who contests is the kept record's once both are one.
    private static let moving = ["kanariskill", "Kanarimentor", "Kanaricontest", "kanarinote"]

    private static func member(latin: String) -> String {
        """
        {"name": "Kanarinname", "latin_name": "\(latin)", "born": "1980-05-13", "language": "fr",
         "residences": ["FR-75", "MA-01"], "headline": "Kanarihead", "origins": [{"country": "MA", "by": "birth"}],
         "profile": {"skills": [{"skill": "accounting", "level": 3}, {"skill": "kanariskill of felt"}], "modes": ["remote"]},
         "wish": {"modes": ["remote"], "skills": [{"skill": "kanariskill wished"}]},
         "consents": [{"purpose": "share_with_desk", "text_version": "1", "language": "fr"},
                      {"purpose": "match", "text_version": "1", "language": "fr"}],
         "contact": {"email": "kanari@example.org", "phone": "+212601234567", "post": "Kanaripost"}}
        """
    }

    private func traces(_ interface: TestInterface) async throws -> [String] {
        let text = try await interface.database.owner.run(EveryTable())
        return Self.words.filter { text.contains($0) }
    }

    @Test(arguments: [false, true])
    func `who was absorbed and is erased is nowhere any more, within the term and after it`(areOne: Bool) async throws {
        let introductions = IntroductionWorld(interface: try await TestInterface(TestDatabase()))
        let interface = introductions.interface
        let world = MergeWorld(
            introductions: introductions, lead: try await Staff.lead(of: interface.desk, interface))
        let name = MergeWorld.name
        let kept = try await world.member(name)
        let id = try await interface.register("members", as: .desk, Self.member(latin: name))
        let key = try await interface.memberKey(id)
        _ = try await interface.register(
            "mentors", as: .desk,
            Bodies.mentor(id).replacing("Conseil", with: "Kanarimentor").replacing(
                "accounting", with: "kanariskill too"))
        _ = try await interface.register(
            "ventures", as: .desk,
            Bodies.venture(interface.desk).replacing(
                #""stage""#, with: #""founders": [{"member": "\#(id)", "lead": true}], "stage""#))
        let other = try await introductions.venture()
        let proposed = try await introductions.propose(
            id, to: other.id, #", "reason": "they know one another", "note": "kanarinote""#)
        #expect(proposed.status == 201, "\(proposed.text)")
        try await interface.service.load()
        let shown = try await interface.ask(
            .get, "ventures/\(try await introductions.venture().id)/matches?limit=100", as: .desk)
        let contest = try await interface.ask(
            .post, "contests", key: key, #"{"log": "\#(shown["log"].string ?? "")", "text": "Kanaricontest"}"#,
            ["Idempotency-Key": UUID().uuidString])
        #expect(contest.status == 201, "\(contest.text)")
        _ = try await Visitor(interface, at: "kanari@example.org").requestCode()
        let merge = try #require(try await world.merge(id, into: kept, areAlike: false)["id"].string)
        #expect(try await interface.ask(.get, "members/\(id)", as: .desk)["id"].string == kept)
        #expect(try await Set(traces(interface)) == Set(Self.words))
        if areOne {
            try await world.end(merge)
            #expect(try await Set(traces(interface)) == Set(Self.moving))
        }
        let erasing = areOne ? try await interface.memberKey(kept) : key
        #expect(try await interface.ask(.post, "members/me/erasure", key: erasing).status == 204)
        #expect(try await traces(interface) == [])
        #expect(try await interface.ask(.get, "members/\(id)", as: .desk).status == 404)
    }
}
