import Foundation
import HTTP
import Matching
import Model
import Postgres
import Store
import TestDatabase
import Testing

@testable import API

/// The places of a mentor and of a venture, however many want them at once, and however an introduction ends.
@Suite struct PlacesTakenTests {
    private func codes(_ answers: [Answer]) -> [String: Int] {
        answers.reduce(into: [:]) { $0[$1.status == 200 ? "yes" : $1.code ?? "\($1.status)", default: 0] += 1 }
    }

    private func all<Value: Sendable>(
        _ values: [Value], _ ask: @escaping @Sendable (Value) async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for value in values { group.addTask { try await ask(value) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func row(_ sql: String, _ world: IntroductionWorld) async throws -> [String] {
        try await world.interface.database.contents(of: "\(literally: sql)")
    }

    @Test func `of fifty who want the last place of a mentor at once one gets it, and the others hear why not`()
        async throws
    {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor(places: 1)
        var ids: [String] = []
        for _ in 0..<50 { ids.append(try await world.introduced(mentor, to: try await world.venture().id)) }
        let answers = try await all(ids) { try await world.say("accept", to: $0, key: mentor.key) }
        #expect(codes(answers) == ["yes": 1, "mentor_capacity_full": 49])
        #expect(try await world.free(mentor) == 0)
        let states = try await row(
            "SELECT state, end_reason, count(*)::int FROM bg.introduction WHERE mentor = '\(mentor.id)' GROUP BY 1, 2 ORDER BY 1",
            world)
        #expect(states.count == 2)
        #expect(states.contains { $0.contains("capacity_filled") && $0.contains("49") })
        #expect(states.contains { $0.contains("mentor_accepted") })
    }

    @Test
    func `of mentors who are accepted for a venture at once as many stay as it wants, and the others are free again`()
        async throws
    {
        let world = try await IntroductionWorld.shared
        let (venture, founder) = try await world.venture(wanting: 2)
        let (other, _) = try await world.venture(wanting: 1)
        var (mentors, ids): ([IntroductionWorld.Party], [String]) = ([], [])
        for _ in 0..<8 {
            let mentor = try await world.mentor(places: 2)
            mentors.append(mentor)
            for venture in [venture, other] { ids.append(try await world.introduced(mentor, to: venture)) }
        }
        for (number, id) in ids.enumerated() {
            #expect(try await world.say("accept", to: id, key: mentors[number / 2].key).status == 200)
        }
        // Of two ventures at once, whose introductions end one another's places.
        let desk = world.interface.keys[.desk]
        let answers = try await all(Array(ids.enumerated())) {
            try await world.say("accept", to: $0.element, key: $0.offset % 2 == 0 ? founder.key : desk)
        }
        #expect(codes(answers) == ["yes": 3, "venture_filled": 13])
        let held = try await row(
            """
            SELECT sum(m.held)::int, (SELECT count(*)::int FROM bg.introduction WHERE holds AND venture IN ('\(venture)', '\(other)'))
            FROM bg.mentor m WHERE id IN (SELECT mentor FROM bg.introduction WHERE venture = '\(venture)')
            """, world)
        #expect(held.first?.components(separatedBy: "3").count == 3, "\(held)")
    }

    @Test func `withdrawn consent closes it at once, erasure takes the mentor out of it`() async throws {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor()
        let (venture, founder) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        for party in [mentor, founder] { _ = try await world.say("accept", to: id, key: party.key) }
        _ = try await world.interface.ask(.delete, "members/me/consents/match", key: mentor.key)
        let closed = try await world.read(id, key: founder.key)
        #expect(closed["state"].string == "closed")
        #expect(closed["end_reason"].string == "consent_withdrawn")
        #expect(closed["people"].array?.count == 0)
        let free = try await row("SELECT held FROM bg.mentor WHERE id = '\(mentor.id)'", world)
        #expect(free.first?.contains("0") == true)

        let other = try await world.mentor()
        let answer = try await world.propose(
            other.id, to: venture, #", "note": "Qanarinote", "reason": "Qanaribecause""#)
        let second = try #require(answer["id"].string)
        _ = try await world.say("accept", to: second, key: other.key)
        #expect(try await world.interface.ask(.post, "members/me/erasure", key: other.key).status == 204)
        let left = try await world.read(second, key: founder.key)
        #expect(left["mentor"].isNull)
        #expect(left["state"].string == "closed")
        let dump = try await world.interface.database.owner.run(EveryTable())
        #expect(!dump.contains("Qanari"))
        #expect(!dump.split(separator: "\n").contains { $0.hasPrefix("bg.introduction") && $0.contains(other.id) })
    }

    @Test func `restriction, a retired mentor and a closed venture end what is open`() async throws {
        let world = try await IntroductionWorld.shared
        let interface = world.interface
        let (restricted, retired, left) = (try await world.mentor(), try await world.mentor(), try await world.mentor())
        let (venture, founder) = try await world.venture()
        let ids = [
            try await world.introduced(restricted, to: venture), try await world.introduced(retired, to: venture),
            try await world.introduced(left, to: venture),
        ]
        for (id, mentor) in zip(ids, [restricted, retired, left]) {
            _ = try await world.say("accept", to: id, key: mentor.key)
        }
        _ = try await interface.ask(.put, "members/me/restriction", key: restricted.key)
        let retire = { (path: String) in
            let version = try await interface.ask(.get, path, as: .desk)["version"].integer ?? 0
            let answer = try await interface.ask(.delete, path, as: .desk, nil, ["If-Match": "\"\(version)\""])
            #expect(answer.status == 204, "\(answer.text)")
        }
        try await retire("mentors/\(retired.id)")
        try await retire("ventures/\(venture)")
        var ends: [String] = []
        for id in ids { ends.append(try await world.read(id, key: founder.key)["end_reason"].string ?? "") }
        #expect(ends == ["consent_withdrawn", "mentor_left", "venture_closed"])
        #expect(try await world.free(left) == 2)
        #expect(try await world.free(retired) == 2)
    }

    @Test func `who answers too late hears so, and the clock gives the place back`() async throws {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor()
        let (venture, founder) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        _ = try await world.say("accept", to: id, key: mentor.key)
        try await world.interface.database.execute(
            "UPDATE bg.introduction SET expires_at = now() - interval '1 second' WHERE id = '\(literally: id)'")
        #expect(try await world.say("accept", to: id, key: founder.key).code == "introduction_not_open")
        #expect(try await world.free(mentor) == 1)
        try await world.interface.database.app.run(ExpireIntroductions())
        #expect(try await world.read(id, key: founder.key)["state"].string == "expired")
        #expect(try await world.free(mentor) == 2)
    }

    @Test func `the database lets nobody accept for another, nor change how many places are taken`() async throws {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor()
        let (venture, founder) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        let app = world.interface.database.app
        let asker = { (role: StoreRole, person: String?) in
            var asker = Asker(role)
            asker.person = person.flatMap { UUID(uuidString: $0) }
            asker.organisations = role == .desk ? [UUID(uuidString: world.interface.desk)!] : []
            return asker
        }
        let introduction = try TestInterface.id(id) as Identifier<Introduction>
        for (asker, side) in [
            (asker(.member, founder.id), AcceptIntroduction.Side.mentor), (asker(.desk, nil), .mentor),
            (asker(.member, mentor.id), .venture(by: nil)),
        ] {
            await #expect(throws: StoreError.self) {
                try await app.asked(by: asker).run(AcceptIntroduction(introduction, for: side))
            }
        }
        #expect(try await world.read(id, key: mentor.key)["state"].string == "proposed")
        var foreign = Asker(.desk)
        foreign.organisations = [try #require(UUID(uuidString: world.interface.otherDesk))]
        let other = try await world.mentor()
        let insert = InsertIntroduction(
            id: .new(at: .now), venture: try TestInterface.id(venture), mentor: try TestInterface.id(other.id), by: nil,
            note: nil, reason: nil)
        let refused = try await #require(throws: StoreError.self) { try await app.asked(by: foreign).run(insert) }
        guard case .failed(.insufficientPrivilege) = refused else {
            Issue.record("\(refused)")
            return
        }
        let rights = try await row(
            """
            SELECT count(*)::int AS n FROM pg_roles r WHERE rolname LIKE 'bg\\_%' AND rolname <> 'bg_owner'
                AND (has_column_privilege(r.oid, 'bg.mentor', 'held', 'UPDATE') OR has_column_privilege(r.oid, 'bg.venture', 'mentored', 'UPDATE'))
            """, world)
        #expect(rights.first?.contains("0") == true)
    }
}
