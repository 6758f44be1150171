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
    private func row(_ sql: String, _ world: IntroductionWorld) async throws -> [String] {
        try await world.interface.database.contents(of: "\(literally: sql)")
    }

    /// One from each of so many desks.
    private func proposals(of mentor: String, by desks: Int, in interface: TestInterface) async throws -> [String] {
        var ids: [String] = []
        for _ in 0..<desks {
            let desk = try await interface.register("organisations", as: .admin, Bodies.organisation("desk", "MA"))
            let key = try await CreateKey(for: .desk(TestInterface.id(desk))).run(in: interface.database.owner)
            let venture = try await interface.ask(
                .post, "ventures", key: key, Bodies.venture(desk), ["Idempotency-Key": UUID().uuidString])
            let body = #"{"venture": "\#(venture["id"].string ?? "")", "mentor": "\#(mentor)", "reason": "known"}"#
            let proposed = try await interface.ask(
                .post, "introductions", key: key, body, ["Idempotency-Key": UUID().uuidString])
            ids.append(try #require(proposed["id"].string, "\(proposed.text)"))
        }
        return ids
    }

    @Test func `of fifty who want the last place of a mentor at once one gets it, and the others hear why not`()
        async throws
    {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentorOfAll(places: 1)
        let ids = try await proposals(of: mentor.id, by: 50, in: world.interface)
        let answers = try await AtOnce.all(ids) { try await world.say("accept", to: $0, key: mentor.key) }
        #expect(AtOnce.codes(answers) == ["yes": 1, "mentor_capacity_full": 49])
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
        let answers = try await AtOnce.all(Array(ids.enumerated())) {
            try await world.say("accept", to: $0.element, key: $0.offset % 2 == 0 ? founder.key : desk)
        }
        #expect(AtOnce.codes(answers) == ["yes": 3, "venture_filled": 13])
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
        #expect(closed["end_reason"].isNull, "why is nobody else's to know")
        #expect(closed["people"].array?.count == 0)
        let free = try await row("SELECT held FROM bg.mentor WHERE id = '\(mentor.id)'", world)
        #expect(free == [#"{"held": 0}"#])

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
        let retire = { (path: String, key: String?) in
            let version = try await interface.ask(.get, path, key: key)["version"].integer ?? 0
            let answer = try await interface.ask(.delete, path, key: key, nil, ["If-Match": "\"\(version)\""])
            #expect(answer.status == 204, "\(answer.text)")
        }
        try await retire("mentors/\(retired.id)", retired.key)
        try await retire("ventures/\(venture)", interface.keys[.desk])
        var ends: [String] = []
        for id in ids { ends.append(try await world.read(id, key: founder.key)["end_reason"].string ?? "") }
        #expect(ends == ["", "mentor_left", "venture_closed"])
        #expect(try await world.free(left) == 2)
        #expect(try await world.free(retired) == 2)
    }

    @Test func `who has left or withdrawn since is accepted by nobody, and nobody under 18 is introduced`() async throws
    {
        let world = try await IntroductionWorld.shared
        let interface = world.interface
        let mentor = try await world.mentor()
        let (venture, founder) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        _ = try await world.say("accept", to: id, key: mentor.key)
        let version = try await interface.ask(.get, "members/me", key: mentor.key)["version"].integer ?? 0
        let left = try await interface.ask(.delete, "members/me", key: mentor.key, nil, ["If-Match": "\"\(version)\""])
        #expect(left.status == 204, "\(left.text)")
        #expect(try await world.say("accept", to: id, key: founder.key).code == "introduction_not_open")
        #expect(try await world.propose(mentor.id, to: venture).code == "consent_missing")

        let young = try await world.mentor()
        let born = { (date: String) in
            try await interface.database.execute(
                "UPDATE bg.person SET (born_year, born_month, born_day) = (SELECT \(literally: date)) WHERE id = '\(literally: young.id)'"
            )
        }
        // In the month that comes, also where that is of another year.
        let next = "now() + interval '1 month'"
        try await born("extract(year FROM \(next))::int - 18, extract(month FROM \(next))::int, NULL::int")
        #expect(try await world.propose(young.id, to: venture).code == "under_age")
        try await born("extract(year FROM now())::int - 17, NULL::int, NULL::int")
        #expect(try await world.propose(young.id, to: venture).code == "under_age")
        try await born("extract(year FROM now())::int - 19, NULL::int, NULL::int")
        #expect(try await world.propose(young.id, to: venture).status == 201)
    }

    @Test func `that somebody is under 18 is told to who reads the age, and to nobody who sees a card alone`()
        async throws
    {
        let world = try await IntroductionWorld.shared
        let interface = world.interface
        let (mentor, (venture, founder)) = (try await world.mentorOfAll(), try await world.venture())
        let (waiting, (other, _)) = (try await world.mentor(), try await world.venture())
        let id = try await world.introduced(waiting, to: venture)
        let born = { (id: String, years: Int) in
            try await interface.database.execute(
                "UPDATE bg.person SET born_year = extract(year FROM now())::int - \(years) WHERE id = '\(literally: id)'"
            )
        }
        try await born(mentor.id, 16)
        #expect(try await world.propose(mentor.id, to: other).code == "under_age", "the desk reads the record")
        let withdraw = { (party: IntroductionWorld.Party) in
            let said = try await interface.ask(.delete, "members/me/consents/share_with_desk", key: party.key)
            #expect(said.status == 200)
        }
        try await withdraw(mentor)
        #expect(try await world.propose(mentor.id, to: other).code == "mentor_paused")
        try await born(founder.id, 16)
        #expect(try await world.say("accept", to: id, key: waiting.key).code == "venture_not_incubated")
        #expect(try await world.say("accept", to: id, key: founder.key).code == "under_age", "it is the own age")
        try await withdraw(founder)
        #expect(try await world.propose(try await world.mentor().id, to: venture).code == "venture_not_incubated")
    }

    @Test func `a venture takes its introductions along to another desk`() async throws {
        let world = try await IntroductionWorld.shared
        let interface = world.interface
        let below = try await interface.register(
            "organisations", as: .admin, Bodies.organisation("desk", "MA", parent: interface.desk))
        let key = try await CreateKey(for: .desk(TestInterface.id(below))).run(in: interface.database.owner)
        let mentor = try await world.mentor()
        let (venture, _) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        #expect(try await world.read(id, key: key).status == 404)
        let moved = try await interface.ask(
            .patch, "ventures/\(venture)", as: .desk, #"{"desk": "\#(below)"}"#, ["If-Match": "\"1\""])
        #expect(moved.status == 200, "\(moved.text)")
        #expect(try await world.read(id, key: key)["desk"].string == below)
    }

    @Test func `what was written about a founder goes with that founder, and the last one ends it`() async throws {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor()
        let (venture, founder) = try await world.venture()
        let answer = try await world.propose(
            mentor.id, to: venture, #", "note": "Qanarinote", "reason": "Qanaribecause""#)
        let id = try #require(answer["id"].string)
        for party in [mentor, founder] { _ = try await world.say("accept", to: id, key: party.key) }
        #expect(try await world.free(mentor) == 1)
        #expect(try await world.interface.ask(.post, "members/me/erasure", key: founder.key).status == 204)
        let ended = try await world.read(id, key: mentor.key)
        #expect(ended["state"].string == "closed")
        #expect(ended["end_reason"].string == "venture_left")
        #expect(try await world.free(mentor) == 2)
        #expect(try await !world.interface.database.owner.run(EveryTable()).contains("Qanari"))
    }

    @Test func `whoever withdraws, closes or is erased while others accept leaves no place taken and nobody waiting`()
        async throws
    {
        let world = try await IntroductionWorld.shared
        for round in 0..<8 {
            let (mentor, other) = (try await world.mentor(), try await world.mentor())
            let (venture, founder) = try await world.venture()
            let ids = [try await world.introduced(mentor, to: venture), try await world.introduced(other, to: venture)]
            let version = try await world.interface.ask(.get, "ventures/\(venture)", as: .desk)["version"].integer ?? 0
            let answers = try await AtOnce.all(Array(0..<5)) { number in
                switch number {
                case 0: try await world.say("accept", to: ids[0], key: mentor.key)
                case 1: try await world.say("accept", to: ids[1], key: other.key)
                case 2: try await world.say("accept", to: ids[0], key: founder.key)
                case 3:
                    try await world.interface.ask(
                        .delete, "ventures/\(venture)", as: .desk, nil, ["If-Match": "\"\(version)\""])
                default:
                    round % 2 == 0
                        ? try await world.interface.ask(.delete, "members/me/consents/match", key: mentor.key)
                        : try await world.interface.ask(.post, "members/me/erasure", key: mentor.key)
                }
            }
            #expect(!answers.contains { $0.status >= 500 }, "\(answers.map(\.text))")
            #expect(try await world.free(other) == 2)
            let open = try await row(
                "SELECT count(*)::int AS n FROM bg.introduction WHERE venture = '\(venture)' AND ending IS NULL", world)
            #expect(open == [#"{"n": 0}"#])
        }
    }

    @Test func `who lowers the places below what is taken keeps all, and takes no more`() async throws {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor(places: 2)
        let ids = [
            try await world.introduced(mentor, to: try await world.venture().id),
            try await world.introduced(mentor, to: try await world.venture().id),
        ]
        #expect(try await world.say("accept", to: ids[0], key: mentor.key).status == 200)
        let path = "mentors/\(mentor.id)"
        let version = try await world.interface.ask(.get, path, as: .desk)["version"].integer ?? 0
        let lowered = try await world.interface.ask(
            .patch, path, as: .desk, #"{"capacity": {"total": 1}}"#, ["If-Match": "\"\(version)\""])
        #expect(lowered["capacity/free"].integer == 0, "\(lowered.text)")
        #expect(try await world.say("accept", to: ids[1], key: mentor.key).code == "mentor_capacity_full")
        #expect(try await world.read(ids[0], key: mentor.key)["state"].string == "mentor_accepted")
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
        #expect(rights == [#"{"n": 0}"#])
    }
}
