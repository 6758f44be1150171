import Foundation
import HTTP
import Store
import TestDatabase
import Testing

@testable import API

/// A person who asks for it is forgotten: a canary with a word of their own in every field shows it (checklist 35).
@Suite struct ErasureTests {
    private static let words = [
        "Qanarinname", "Qanarilatin", "Qanarihead", "qanari@", "+21260987", "qanariskill", "Qanarimentor",
        "Qanaricontest",
    ]

    private static let member = """
        {"name": "Qanarinname", "latin_name": "Qanarilatin", "born": "1981-07-13", "language": "fr",
         "residences": ["FR-75", "MA-01"], "headline": "Qanarihead", "origins": [{"country": "MA", "by": "birth"}],
         "profile": {"skills": [{"skill": "accounting", "level": 3}, {"skill": "qanariskill of felt"}],
                     "languages": [{"language": "fr", "level": "C1"}], "modes": ["remote"]},
         "wish": {"modes": ["remote"], "skills": [{"skill": "qanariskill wished"}]},
         "consents": [{"purpose": "share_with_desk", "text_version": "1", "language": "fr"},
                      {"purpose": "match", "text_version": "1", "language": "fr"}],
         "contact": {"email": "qanari@example.org", "phone": "+212609876543"}}
        """

    /// Whatever of the canary is to be found in a text.
    private func traces(in text: String) -> [String] { Self.words.filter { text.contains($0) } }

    @Test func `who is erased is nowhere any more, and what others have stays`() async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register("members", as: .desk, Self.member)
        let key = try await interface.memberKey(id)
        let visitor = Visitor(interface, at: "qanari@example.org")
        let session = try await visitor.signIn()
        try await visitor.waitForAnotherCode()
        _ = try await visitor.requestCode()
        _ = try await interface.register(
            "mentors", as: .desk, Bodies.mentor(id).replacing("Conseil", with: "Qanarimentor"))
        let venture = try await interface.register(
            "ventures", as: .desk,
            Bodies.venture(interface.desk).replacing(
                #""stage""#, with: #""founders": [{"member": "\#(id)", "lead": true}], "stage""#))
        let cohort = try await interface.register(
            "cohorts", as: .desk,
            #"{"desk": "\#(interface.desk)", "name": "Erased", "ventures": ["\#(venture)"], "mentors": ["\#(id)"]}"#)
        try await interface.service.load()
        #expect(try await interface.ask(.post, "cohorts/\(cohort)/assignment", as: .desk, "{}").status == 201)
        let other = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk))
        try await interface.service.load()
        let shown = try await interface.ask(.get, "ventures/\(other)/matches?limit=100", as: .desk)
        let own = try await interface.ask(.get, "members/\(id)/matches?seek=offers,ventures", as: .desk)
        #expect(shown.text.contains(id) && own["log"].string != nil)
        let contest = try await interface.ask(
            .post, "contests", key: key, #"{"log": "\#(shown["log"].string ?? "")", "text": "Qanaricontest"}"#,
            ["Idempotency-Key": UUID().uuidString])
        #expect(contest.status == 201, "\(contest.text)")
        let before = try await interface.database.owner.run(EveryTable())
        #expect(Set(traces(in: before)) == Set(Self.words))

        // Nobody but the person: to a desk there is no such thing, and another version is told as that.
        #expect(try await interface.ask(.post, "members/\(id)/erasure", as: .member).status == 404)
        #expect(try await interface.ask(.post, "members/\(id)/erasure", as: .desk).status == 403)
        let stale = try await interface.ask(.post, "members/me/erasure", key: key, nil, ["If-Match": "\"999\""])
        #expect(stale.status == 412)
        #expect(try await interface.database.owner.run(EveryTable()).contains("Qanarinname"))

        #expect(try await interface.ask(.post, "members/me/erasure", key: key).status == 204)
        #expect(try await session.ask(.get, "account").code == "not_authenticated")
        let after = try await interface.database.owner.run(EveryTable())
        #expect(traces(in: after) == [])
        #expect(after.contains("log.erasure"))
        #expect(try await interface.ask(.get, "members/me", key: key).status == 401)
        let gone = try await interface.ask(.get, "members/\(id)", as: .desk)
        let absent = try await interface.ask(.get, "members/\(UUID().uuidString.lowercased())", as: .desk)
        #expect(gone.status == 404)
        #expect(PolicyQuestion.comparable(gone, []) == PolicyQuestion.comparable(absent, []))

        // The index is asked at once, while it may not have followed yet; and again when it has.
        for isFollowed in [false, true] {
            if isFollowed { try await interface.service.load() }
            let found = try await interface.ask(.post, "members/search", as: .desk, #"{"limit": 100}"#)
            let matched = try await interface.ask(.get, "ventures/\(venture)/matches?limit=100", as: .desk)
            #expect(found.status == 200 && matched.status == 200)
            for answer in [found, matched] { #expect(!answer.text.contains(id) && traces(in: answer.text) == []) }
            // Nor does the log keep what a node ranked that had not heard of it.
            let again = try await interface.ask(.get, "ventures/\(other)/matches?limit=100", as: .desk)
            let isLogged = try await interface.database.owner.run(EveryTable()).split(separator: "\n")
                .contains { $0.hasPrefix("log.match ") && $0.contains(id) }
            #expect(isLogged != isFollowed)
            try await interface.database.execute("UPDATE log.erasure SET at = at - interval '1 hour'")
            try await interface.database.owner.run(SweepErased())
            for log in [shown, again] {
                let replayed = try await interface.ask(
                    .get, "matches/\(log["log"].string ?? "")/replay", as: .desk)
                #expect(replayed["equal"] == .bool(true))
                #expect(!replayed.text.contains(id) && (isFollowed || replayed.text.contains("erased")))
            }
            let asked = try await interface.ask(.get, "matches/\(own["log"].string ?? "")/replay", as: .desk)
            #expect(asked.status == 404)
        }
        let kept = try await interface.ask(.get, "ventures/\(venture)", as: .desk)
        #expect(kept.status == 200)
        #expect(!kept.text.contains(id))
        let assignment = try await interface.ask(.get, "cohorts/\(cohort)/assignment", as: .desk)
        #expect(assignment.status == 200)
        #expect(traces(in: assignment.text) == [])
        #expect(!assignment.text.contains(id), "nobody is named in an assignment who was erased")
        let named = try await interface.ask(.get, "cohorts/\(cohort)", as: .desk)
        #expect(named.status == 200 && !named.text.contains(id), "nor in a cohort: \(named.text)")
        #expect(named["mentors"].array?.count == 1, "a cohort that named this mentor alone names nobody, not all")
    }

    @Test func `nothing blocks an erasure, and the same words of somebody else stay`() async throws {
        let interface = try await TestInterface.shared
        let other = try await interface.register(
            "members", as: .desk,
            Bodies.member("Other", profile: Bodies.profile.replacing(#""accounting""#, with: #""felt of two""#)))
        let id = try await interface.register(
            "members", as: .desk,
            Bodies.member("Gone", profile: Bodies.profile.replacing(#""accounting""#, with: #""felt of two""#)))
        let key = try await interface.memberKey(id)
        #expect(try await interface.ask(.post, "members/\(id)/erasure", key: key).status == 204)
        #expect(try await interface.ask(.get, "curation/skills", as: .admin).text.contains("felt of two"))
        #expect(try await interface.ask(.get, "members/\(other)", as: .desk)["name"].string == "Other")
    }
}
