import Demo
import Foundation
import Matching
import Model
import Scoring
import Store
import Testing

@Suite struct ExplainMatchTests {
    @Test func `the rank of a pair is its place in the list`() async throws {
        let world = try await DemoWorld.shared.value
        for venture in world.contents.ventures.prefix(8) {
            let find = FindMatches(subject: .venture(venture.id), seek: [.mentors], limit: 100, at: Population.clock)
            for (place, match) in try await find.all(in: world.service, as: .admin).enumerated() {
                let explain = ExplainMatch(subject: find.subject, other: (.mentors, match.id), at: Population.clock)
                let result = try await explain.run(in: world.service, as: .admin)
                #expect(result.standing.rank == place + 1)
                #expect(result.match.score == match.score)
                #expect(result.standing.leftOut.isEmpty)
            }
        }
    }

    @Test func `who is left out hears each condition that fails`() async throws {
        let world = try await DemoWorld.shared.value
        var need = Need()
        need.languages = [Need.Language(tag: try LanguageTag("fr"), level: .c2, must: true)]
        need.places = [try Place("NP-P4")]
        need.placesMust = true
        let subject = MatchSubject.need(need)
        let full = try #require(
            world.contents.mentors.first { $0.free == 0 && $0.profile.languages.allSatisfy { $0.tag.primary != "fr" } })
        let explain = ExplainMatch(subject: subject, other: (.mentors, full.id.uuid), at: Population.clock)
        let standing = try await explain.run(in: world.service, as: .admin).standing
        #expect(standing.leftOut == [.mustLanguage, .mustPlace, .noCapacity])
        #expect(standing.rank == nil)
    }

    @Test func `a founder is no mentor of the own venture, and hears why`() async throws {
        let world = try await DemoWorld()
        let venture = try #require(world.contents.ventures.first)
        let mentor = try #require(world.contents.mentors.first { $0.free > 0 })
        try await world.database.store.transaction { transaction throws(StoreError) in
            guard let stored = try ReadVenture(id: venture.id).run(in: transaction) else { throw .notFound }
            var changed = stored.value
            changed.founders = [Venture.Founder(person: mentor.id, lead: true)]
            try UpdateVenture(stored, to: changed).run(in: transaction)
        }
        let explain = ExplainMatch(
            subject: .venture(venture.id), other: (.mentors, mentor.id.uuid), at: Population.clock)
        #expect(try await explain.run(in: world.service, as: .admin).standing.leftOut.first == .selfMatch)
        let ventures = FindMatches(subject: .mentor(mentor.id), seek: [.ventures], limit: 100, at: Population.clock)
        let found = try await ventures.all(in: world.service, as: .admin)
        #expect(!found.contains { $0.id == venture.id.uuid })
        #expect(!found.isEmpty)
    }

    @Test func `what is supposed comes to the same as what is then true`() async throws {
        let world = try await DemoWorld()
        let venture = try #require(world.contents.ventures.first { $0.need.languages.contains { $0.level != nil } })
        let asked = try #require(venture.need.languages.first { $0.level != nil })
        let skill = try #require(venture.need.skills.first { $0.mention.concept != nil }?.mention.concept)
        let code = try #require(world.taxonomy.concept(skill)?.code)
        for mentor in world.contents.mentors.prefix(6) {
            for supposition in ["language:\(asked.tag.primary):C2", "skill:\(code):4", "mode:return", "place:NP-P4"] {
                var explain = ExplainMatch(
                    subject: .venture(venture.id), other: (.mentors, mentor.id.uuid), supposing: [supposition],
                    at: Population.clock)
                let supposed = try #require(
                    try await explain.run(in: world.service, as: .admin).supposed.first?.standing)
                let stored = try #require(try await world.database.store.run(ReadMentor(id: mentor.id)))
                try await world.service.suppose(Self.changed(stored.value, supposition, skill))
                explain.supposing = []
                let real = try await explain.run(in: world.service, as: .admin).standing
                #expect(real.explanation.score == supposed.explanation.score, "\(supposition)")
                #expect(real.rank == supposed.rank, "\(supposition)")
                #expect(real.leftOut == supposed.leftOut, "\(supposition)")
                try await world.service.suppose(stored.value)
            }
        }
    }

    private static func changed(_ mentor: Mentor, _ supposition: String, _ skill: ConceptID) throws -> Mentor {
        var mentor = mentor
        let words = supposition.split(separator: ":").map(String.init)
        switch words[0] {
        case "language":
            let tag = try LanguageTag(words[1])
            mentor.profile.languages.removeAll { $0.tag.primary == tag.primary }
            mentor.profile.languages.append(Profile.Language(tag: tag, level: CEFR(words[2])))
        case "skill":
            mentor.profile.skills.removeAll { $0.mention.concept == skill }
            mentor.profile.skills.append(
                Profile.Skill(mention: SkillMention(text: words[1], concept: skill), level: .expert))
        case "mode": mentor.profile.modes.insert(.return)
        default: mentor.profile.places.append(try Place(words[1]))
        }
        return mentor
    }

    @Test(arguments: ["", "language", "language:fr:D1", "skill:no-such-skill:3", "skill:make-cheese:5", "mood:good"])
    func `what cannot be supposed is refused at its place`(text: String) async throws {
        let world = try await DemoWorld.shared.value
        let venture = try #require(world.contents.ventures.first)
        let mentor = try #require(world.contents.mentors.first)
        let explain = ExplainMatch(
            subject: .venture(venture.id), other: (.mentors, mentor.id.uuid), supposing: [text], at: Population.clock)
        await #expect { try await explain.run(in: world.service, as: .admin) } throws: { error in
            guard case .invalid(let violations) = error as? MatchingError else { return false }
            return violations.allSatisfy { $0.pointer.hasPrefix("/what_if") }
        }
    }
}
