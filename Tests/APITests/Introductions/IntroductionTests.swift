import Foundation
import HTTP
import Matching
import Store
import TestDatabase
import Testing

@testable import API

/// A desk proposes, both sides accept, and from then on they may reach one another.
@Suite struct IntroductionTests {
    @Test func `both accept, learn how to reach one another, and learn nothing more once it is closed`() async throws {
        let world = try await IntroductionWorld.shared
        let (mentor, desk) = (try await world.mentor(), world.interface.keys[.desk])
        let (venture, founder) = try await world.venture()
        let stranger = try await world.mentor("Other Person")
        let id = try await world.introduced(mentor, to: venture)

        let proposed = try await world.read(id, key: mentor.key)
        #expect(proposed["state"].string == "proposed")
        #expect(proposed["people/0/name"].string == "Founding Person")
        #expect(proposed["people/0/email"].isNull)
        #expect(try await world.read(id, key: founder.key)["people"].array?.count == 0)
        #expect(try await world.read(id, key: stranger.key).status == 404)
        #expect(try await world.read(id, key: world.interface.otherDeskKey).status == 404)
        let read = try await world.interface.ask(.get, "ventures/\(venture)", key: mentor.key)
        #expect(read["need/skills/0/skill"].string == "accounting")
        #expect(try await world.interface.ask(.get, "ventures/\(venture)", key: stranger.key).status == 404)

        #expect(try await world.free(mentor) == 2)
        #expect(try await world.say("accept", to: id, key: mentor.key)["state"].string == "mentor_accepted")
        #expect(try await world.say("accept", to: id, key: mentor.key).status == 200, "saying it twice is no error")
        #expect(try await world.free(mentor) == 1)
        #expect(try await world.read(id, key: founder.key)["people"].array?.count == 0)
        let active = try await world.say("accept", to: id, key: founder.key)
        #expect(active["state"].string == "active")
        #expect(active["people/0/name"].string == "Mentoring Person")
        #expect(active["people/0/email"].string?.hasPrefix("mentor-") == true)
        #expect(try await world.read(id, key: mentor.key)["people/0/email"].string?.hasPrefix("founder-") == true)
        let shown = try await world.read(id, key: desk)
        #expect(shown["people/0/name"].string == "Mentoring Person")
        #expect(shown["people/0/email"].isNull, "the mentor did not consent to be reached by desks")
        let audit = try await world.interface.ask(.get, "audit/\(mentor.id)?limit=100", as: .auditor)
        #expect((audit["items"].array ?? []).contains { $0["kind"].string == "contact" && $0["act"].string == "read" })

        let declined = try await world.say("decline", to: id, key: mentor.key, #"{"reason": "no_time"}"#)
        #expect(declined.code == "introduction_active")
        let closed = try await world.say("close", to: id, key: founder.key, #"{"outcome": "goals_met"}"#)
        #expect(closed["state"].string == "closed")
        #expect(closed["end_reason"].string == "goals_met")
        #expect(closed["people"].array?.count == 0)
        #expect(try await world.read(id, key: mentor.key)["people"].array?.count == 0)
        #expect(try await world.free(mentor) == 2)
        #expect(try await world.interface.ask(.get, "ventures/\(venture)", key: mentor.key).status == 404)
    }

    @Test func `a desk accepts for a venture, and no founder is reached who did not accept, whatever they consent to`()
        async throws
    {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor()
        let (venture, founder) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        let consent = #"{"purpose": "contact", "text_version": "1", "language": "fr"}"#
        for party in [mentor, founder] {
            let given = try await world.interface.ask(.post, "members/me/consents", key: party.key, consent)
            #expect(given.status == 200, "\(given.text)")
        }
        for key in [world.interface.keys[.desk], mentor.key] {
            #expect(try await world.say("accept", to: id, key: key).status == 200)
        }
        let shown = try await world.read(id, key: mentor.key)
        #expect(shown["state"].string == "active" && shown["people/0/name"].string == "Founding Person")
        #expect(shown["people/0/email"].isNull, "a desk has nobody reached")
        // The mentor did accept; and desks read how to reach who consents to be.
        for key in [founder.key, world.interface.keys[.desk]] {
            let other = try await world.read(id, key: key)
            #expect(other["people/0/email"].string?.hasPrefix("mentor-") == true, "\(other.text)")
        }
    }

    @Test func `whoever is told of it in their language hears no name, and does not hear of what they did themselves`()
        async throws
    {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor()
        let (venture, founder) = try await world.venture()
        // The mentor's record says French.
        try await world.interface.database.execute(
            "UPDATE bg.person SET language = 'es-EC' WHERE id = '\(literally: founder.id)'")
        let id = try await world.introduced(mentor, to: venture)
        for party in [mentor, founder] { _ = try await world.say("accept", to: id, key: party.key) }
        _ = try await world.say("close", to: id, key: mentor.key, #"{"outcome": "no_contact"}"#)
        let told = { (party: IntroductionWorld.Party) in
            try await world.interface.database.contents(
                of: """
                    SELECT o.due_at AS a, o.subject AS b, o.body AS c FROM log.outbox o JOIN bg.person_contact p ON p.value = o.address
                    WHERE p.person = '\(literally: party.id)'
                    """)
        }
        let (mentors, founders) = (try await told(mentor), try await told(founder))
        #expect(mentors.count == 2)
        #expect(mentors.first?.contains("on vous propose à un projet") == true)
        #expect(mentors.last?.contains("Les deux côtés ont accepté") == true)
        #expect(founders.count == 2)
        #expect(founders.first?.contains("La otra parte ha aceptado") == true)
        #expect(founders.last?.contains("ha terminado") == true)
        #expect(!(mentors + founders).contains { $0.contains("Person") || $0.contains(venture) })
    }

    @Test func `a reason is asked where another mentor ranks higher`() async throws {
        let interface = try await TestInterface(TestDatabase())
        let world = IntroductionWorld(interface: interface)
        let best = try await world.mentor()
        let second = try await world.mentor()
        _ = try await interface.ask(
            .patch, "mentors/\(second.id)", as: .desk,
            #"{"profile": {"skills": [{"skill": "accounting", "level": 1}]}}"#,
            ["If-Match": "\"1\""])
        let (venture, _) = try await world.venture()
        try await interface.service.load()
        let refused = try await world.propose(second.id, to: venture, "")
        #expect(refused.status == 403)
        #expect(refused.code == "reason_required")
        #expect(try await world.propose(best.id, to: venture, "").status == 201)
        // Whoever ranks higher is proposed already.
        #expect(try await world.propose(second.id, to: venture, "").status == 201)
        let third = try await world.mentor()
        try await interface.service.load()
        let (other, _) = try await world.venture()
        try await interface.service.load()
        _ = third
        let said = try await world.propose(second.id, to: other, #", "reason": "speaks their dialect""#)
        #expect(said.status == 201)
        #expect(said["reason"].string == "speaks their dialect")
    }

    @Test func `what cannot be is refused by its name`() async throws {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor(places: 1)
        let (venture, founder) = try await world.venture(wanting: 1)
        let interface = world.interface
        let code = { (mentor: String, venture: String) in try await world.propose(mentor, to: venture).code }
        _ = try await interface.register("mentors", as: .desk, Bodies.mentor(founder.id))
        #expect(try await code(founder.id, venture) == "self_match")
        let unknown = try await world.propose(UUID().uuidString, to: venture)
        #expect(unknown["errors/0/pointer"].string == "/mentor")
        let foreign = try await interface.ask(
            .post, "ventures", key: interface.otherDeskKey, Bodies.venture(interface.otherDesk),
            ["Idempotency-Key": UUID().uuidString])
        let refused = try await world.propose(mentor.id, to: try #require(foreign["id"].string))
        #expect(refused["errors/0/pointer"].string == "/venture")

        let patch = { (path: String, body: String) in
            let version = try await interface.ask(.get, path, as: .desk)["version"].integer ?? 0
            let answer = try await interface.ask(.patch, path, as: .desk, body, ["If-Match": "\"\(version)\""])
            #expect(answer.status == 200, "\(answer.text)")
        }
        try await patch("mentors/\(mentor.id)", #"{"status": "paused"}"#)
        #expect(try await code(mentor.id, venture) == "mentor_paused")
        try await patch("mentors/\(mentor.id)", #"{"status": "open"}"#)
        try await patch("ventures/\(venture)", #"{"status": "draft"}"#)
        #expect(try await code(mentor.id, venture) == "venture_not_incubated")
        try await patch("ventures/\(venture)", #"{"status": "incubated"}"#)

        let id = try await world.introduced(mentor, to: venture)
        #expect(try await code(mentor.id, venture) == "introduction_exists")
        #expect(
            try await world.say("close", to: id, key: mentor.key, #"{"outcome": "not_met"}"#).code
                == "introduction_not_active")
        for key in [mentor.key, founder.key] { _ = try await world.say("accept", to: id, key: key) }
        let (other, _) = try await world.venture()
        #expect(try await code(mentor.id, other) == "mentor_capacity_full")
        let another = try await world.mentor()
        #expect(try await code(another.id, venture) == "venture_filled")
        _ = try await interface.ask(.delete, "members/me/consents/match", key: another.key)
        #expect(try await code(another.id, other) == "consent_missing")
        let declined = try await world.say("decline", to: id, key: mentor.key, #"{"reason": "tired"}"#)
        #expect(declined["errors/0/pointer"].string == "/reason")
    }

    @Test func `proposing twice with a key is proposing once, and a desk proposes 200 mentors a day`() async throws {
        let world = IntroductionWorld(interface: try await TestInterface(TestDatabase()))
        let (mentor, other) = (try await world.mentor(), try await world.mentor())
        let (venture, _) = try await world.venture()
        let body = #"{"venture": "\#(venture)", "mentor": "\#(mentor.id)", "reason": "they know one another"}"#
        let first = try await world.interface.ask(.post, "introductions", as: .desk, body, ["Idempotency-Key": "once"])
        let again = try await world.interface.ask(.post, "introductions", as: .desk, body, ["Idempotency-Key": "once"])
        #expect(first.status == 201)
        #expect(first.text == again.text)
        for _ in 1...9 { _ = try await world.mentor() }
        try await world.interface.database.execute(
            """
            INSERT INTO bg.introduction (id, venture, mentor, organisation, ending, ended_at)
            SELECT gen_random_uuid(), i.venture, m.id, i.organisation, 'void', now()
            FROM bg.introduction i, bg.mentor m, generate_series(1, 20) number
            WHERE m.id::text <> \(other.id) AND (m.id <> i.mentor OR number > 1)
            """)
        #expect(try await world.propose(other.id, to: venture).code == "introduction_limit")
    }

    @Test func `a desk proposes one mentor twenty times a day, and others go on`() async throws {
        let world = IntroductionWorld(interface: try await TestInterface(TestDatabase()))
        let (mentor, other) = (try await world.mentor(), try await world.mentor())
        let (venture, _) = try await world.venture()
        for _ in 1...20 {
            let id = try await world.introduced(mentor, to: venture)
            #expect(try await world.say("decline", to: id, key: mentor.key, #"{"reason": "no_time"}"#).status == 200)
        }
        #expect(try await world.propose(mentor.id, to: venture).code == "introduction_limit")
        try await world.interface.database.execute(
            "UPDATE bg.person SET born_year = extract(year FROM now())::int - 16 WHERE id = '\(literally: mentor.id)'")
        #expect(try await world.propose(mentor.id, to: venture).code == "introduction_limit", "whatever the age")
        #expect(try await world.propose(other.id, to: venture).status == 201)
    }

    @Test func `of forty proposals of a mentor at once a desk makes twenty, and of all no more than 200 a day`()
        async throws
    {
        let world = IntroductionWorld(interface: try await TestInterface(TestDatabase()))
        let mentor = try await world.mentor()
        var ventures: [String] = []
        for _ in 0..<40 { ventures.append(try await world.venture().id) }
        let answers = try await AtOnce.all(ventures) { try await world.propose(mentor.id, to: $0) }
        #expect(AtOnce.codes(answers) == ["201": 20, "introduction_limit": 20])
        var others: [IntroductionWorld.Party] = []
        for _ in 0..<20 { others.append(try await world.mentor()) }
        try await world.interface.database.execute(
            """
            INSERT INTO bg.introduction (id, venture, mentor, organisation, ending, ended_at)
            SELECT gen_random_uuid(), i.venture, m.id, i.organisation, 'void', now()
            FROM (SELECT * FROM bg.introduction LIMIT 1) i, bg.mentor m, generate_series(1, 10) number
            WHERE m.id::text = ANY(\(others.prefix(17).map(\.id)))
            """)
        // 190 by now.
        let other = others[19].id
        let last = try await AtOnce.all(Array(ventures.prefix(20))) { try await world.propose(other, to: $0) }
        #expect(AtOnce.codes(last) == ["201": 10, "introduction_limit": 10])
    }

    @Test func `each sees the own, page by page`() async throws {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor(places: 5)
        var ids: [String] = []
        for _ in 0..<3 { ids.append(try await world.introduced(mentor, to: try await world.venture().id)) }
        _ = try await world.say("decline", to: ids[1], key: mentor.key, #"{"reason": "no_time"}"#)
        let page = { (query: String) in
            try await world.interface.ask(.get, "introductions?\(query)", key: mentor.key)
        }
        let all = { (answer: Answer) in (answer["items"].array ?? []).compactMap { $0["id"].string } }
        #expect(Set(all(try await page("limit=100"))) == Set(ids))
        #expect(all(try await page("state=declined")) == [ids[1]])
        let first = try await page("state=proposed&limit=1")
        let cursor = try #require(first["next"].string)
        let second = try await page("state=proposed&limit=1&cursor=\(cursor)")
        #expect(Set(all(first) + all(second)) == [ids[0], ids[2]])
        #expect(second["next"].isNull)
        #expect(try await page("state=tired").code == "malformed_parameter")
        #expect(try await page("limit=1&cursor=\(cursor)").code == "cursor_invalid")
        let strange = try await world.mentor()
        #expect(all(try await world.interface.ask(.get, "introductions", key: strange.key)) == [])
    }
}
