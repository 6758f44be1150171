import Foundation
import HTTP
import Matching
import Store
import TestDatabase
import Testing

@testable import API

/// A mentor is introduced to the founders to whom the mentor agreed, and nobody under 18 to anybody.
@Suite struct AgreedFoundersTests {
    /// Makes these the founders of a venture, the first its lead.
    private func replace(_ founders: [String], of venture: String, in world: IntroductionWorld) async throws {
        let said = founders.enumerated().map { #"{"member": "\#($0.element)", "lead": \#($0.offset == 0)}"# }
        let version = try await world.interface.ask(.get, "ventures/\(venture)", as: .desk)["version"].integer ?? 0
        let answer = try await world.interface.ask(
            .patch, "ventures/\(venture)", as: .desk, #"{"founders": [\#(said.joined(separator: ","))]}"#,
            ["If-Match": "\"\(version)\""])
        try #require(answer.status == 200, "\(answer.text)")
    }

    private func people(_ id: String, _ key: String?, _ world: IntroductionWorld) async throws -> [String?] {
        try await world.read(id, key: key)["people"].array?.map { $0["name"].string } ?? []
    }

    private func age(_ years: Int, _ person: String, _ world: IntroductionWorld) async throws {
        try await world.interface.database.execute(
            "UPDATE bg.person SET born_year = extract(year FROM now())::int - \(years) WHERE id = '\(literally: person)'"
        )
    }

    @Test func `who founds later is introduced to nobody, and the introduction ends with the last who was`()
        async throws
    {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let (_, second) = try await world.venture()
        let (_, later) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        // Until the mentor agrees, it is to whoever founds.
        try await replace([founder.id, second.id], of: venture, in: world)
        #expect(try await people(id, mentor.key, world).count == 2)
        for party in [mentor, founder] {
            #expect(try await world.say("accept", to: id, key: party.key).status == 200)
        }
        try await replace([founder.id, second.id, later.id], of: venture, in: world)
        #expect(try await people(id, mentor.key, world).count == 2)
        #expect(try await people(id, later.key, world) == [])
        for party in [founder, second] { #expect(try await people(id, party.key, world) == ["Mentoring Person"]) }

        try await replace([later.id, second.id], of: venture, in: world)
        #expect(try await world.read(id, key: mentor.key)["state"].string == "active")
        #expect(try await people(id, founder.key, world) == [])
        #expect(try await world.free(mentor) == 1)
        try await replace([later.id], of: venture, in: world)
        let left = try await world.read(id, key: mentor.key)
        #expect(left["state"].string == "void")
        #expect(left["end_reason"].string == "founders_left")
        #expect(try await world.free(mentor) == 2)
    }

    @Test func `who founds a venture no longer exports of its introductions that they accepted, and when`() async throws
    {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let (_, second) = try await world.venture()
        try await replace([founder.id, second.id], of: venture, in: world)
        let id = try await world.introduced(mentor, to: venture)
        for party in [mentor, founder] {
            #expect(try await world.say("accept", to: id, key: party.key).status == 200)
        }
        try await replace([second.id], of: venture, in: world)
        let closed = try await world.say("close", to: id, key: mentor.key, #"{"outcome": "not_met"}"#)
        #expect(closed.status == 200, "\(closed.text)")
        #expect(try await world.read(id, key: founder.key).status == 404)
        let own = try await world.interface.ask(.get, "members/me/export", key: founder.key)
        #expect(own["introductions/0/id"].string == id && own["introductions/0/venture_accepted_at"].string != nil)
        for said in ["state", "note", "reason", "proposed_at", "mentor_accepted_at", "ended_at", "end_reason"] {
            #expect(own["introductions/0/\(said)"].isNull, "others said \(said)")
        }
        let left = try await world.interface.ask(.get, "members/me/export", key: second.key)
        #expect(left["introductions/0/end_reason"].string == "not_met")
    }

    @Test func `a founder who shares with the desk no longer is shown to no mentor, and sees none`() async throws {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let (_, second) = try await world.venture()
        try await replace([founder.id, second.id], of: venture, in: world)
        let id = try await world.introduced(mentor, to: venture)
        #expect(try await people(id, mentor.key, world).count == 2)
        let withdraw = { (person: IntroductionWorld.Party) in
            let answer = try await world.interface.ask(
                .delete, "members/me/consents/share_with_desk", key: person.key)
            try #require(answer.status == 200, "\(answer.text)")
        }
        try await withdraw(second)
        #expect(try await people(id, mentor.key, world).count == 1)
        for party in [mentor, founder] {
            #expect(try await world.say("accept", to: id, key: party.key).status == 200)
        }
        #expect(try await people(id, second.key, world) == [])
        #expect(try await people(id, founder.key, world) == ["Mentoring Person"])
        try await withdraw(founder)
        for party in [mentor, founder] { #expect(try await people(id, party.key, world) == []) }
    }

    @Test func `nobody accepts for a venture of which the mentor is shown nobody any more`() async throws {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let id = try await world.introduced(mentor, to: venture)
        #expect(try await world.say("accept", to: id, key: mentor.key).status == 200)
        _ = try await world.interface.ask(.delete, "members/me/consents/share_with_desk", key: founder.key)
        for key in [founder.key, world.interface.keys[.desk]] {
            #expect(try await world.say("accept", to: id, key: key).code == "venture_not_incubated")
        }
    }

    @Test func `nobody learns of a mentor's age by a proposal that is refused in any case`() async throws {
        let world = try await IntroductionWorld.shared
        let (venture, founder) = try await world.venture(wanting: 1)
        let first = try await world.mentor()
        let id = try await world.introduced(first, to: venture)
        for party in [first, founder] {
            #expect(try await world.say("accept", to: id, key: party.key).status == 200)
        }
        let (young, grown) = (try await world.mentor(), try await world.mentor())
        try await age(16, young.id, world)
        for mentor in [young, grown] {
            #expect(try await world.propose(mentor.id, to: venture).code == "venture_filled")
        }
    }

    @Test func `who founds later accepts for nobody, and is not written to`() async throws {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let (_, later) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        #expect(try await world.say("accept", to: id, key: mentor.key).status == 200)
        try await replace([founder.id, later.id], of: venture, in: world)
        #expect(try await world.say("accept", to: id, key: later.key).code == "introduction_not_open")
        #expect(try await world.say("accept", to: id, key: world.interface.keys[.desk])["state"].string == "active")
        let told = { (party: IntroductionWorld.Party) in
            try await world.interface.database.contents(
                of: """
                    SELECT o.subject AS a FROM log.outbox o JOIN bg.person_contact p ON p.value = o.address
                    WHERE p.person = '\(literally: party.id)'
                    """
            ).count
        }
        #expect(try await told(founder) == 2)
        #expect(try await told(later) == 0)
    }

    @Test(arguments: ["restriction", "retirement"])
    func `whom the mentor is not shown is introduced to nobody, before and after`(hidden: String) async throws {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let (_, second) = try await world.venture()
        try await replace([founder.id, second.id], of: venture, in: world)
        let interface = world.interface
        let hide = { (party: IntroductionWorld.Party) async throws in
            let answer =
                hidden == "restriction"
                ? try await interface.ask(.put, "members/me/restriction", key: party.key)
                : try await interface.ask(.delete, "members/\(party.id)", key: party.key, nil, ["If-Match": "\"1\""])
            try #require([200, 204].contains(answer.status), "\(answer.text)")
        }
        try await hide(second)
        let id = try await world.introduced(mentor, to: venture)
        for party in [mentor, founder] { _ = try await world.say("accept", to: id, key: party.key) }
        #expect(try await people(id, mentor.key, world).count == 1)
        #expect(try await people(id, second.key, world) == [])
        #expect(try await people(id, founder.key, world) == ["Mentoring Person"])
        try await hide(founder)
        #expect(try await people(id, founder.key, world) == [])
    }

    @Test func `a mentor who is shown no founder accepts nobody, and is not told whether one is under 18`() async throws
    {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let id = try await world.introduced(mentor, to: venture)
        let restrict = { (method: HTTP.Method) in
            try await world.interface.ask(method, "members/me/restriction", key: founder.key)
        }
        #expect(try await restrict(.put).status == 200)
        let refused = try await world.say("accept", to: id, key: mentor.key)
        #expect(refused.status == 409 && refused.code == "venture_not_incubated", "\(refused.text)")
        let read = try await world.read(id, key: mentor.key)
        #expect(read["state"].string == "proposed" && read["mentor_accepted_at"].isNull)
        #expect(try await world.free(mentor) == 2)
        #expect(try await restrict(.delete).status == 200)
        try await age(17, founder.id, world)
        let young = try await world.say("accept", to: id, key: mentor.key)
        #expect(young.code == refused.code && young["title"] == refused["title"])
        #expect(young["detail"] == refused["detail"])
        try await age(30, founder.id, world)
        #expect(try await world.say("accept", to: id, key: mentor.key)["state"].string == "mentor_accepted")
        #expect(try await people(id, mentor.key, world).count == 1)
    }

    @Test func `who is under 18 is found by keys, without a look at everybody`() async throws {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, _)) = (try await world.mentor(), try await world.venture())
        try await world.interface.database.execute(
            """
            DO $$ BEGIN
                PERFORM set_config('enable_seqscan', 'off', true);
                PERFORM bg.young('\(literally: mentor.id)', '\(literally: venture)');
                IF (SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relid = 'bg.person'::regclass) > 0 THEN
                    RAISE EXCEPTION 'everybody is read';
                END IF;
            END $$
            """)
    }

    @Test func `a mentor who becomes a founder is introduced to the venture no more`() async throws {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let id = try await world.introduced(mentor, to: venture)
        for party in [mentor, founder] { _ = try await world.say("accept", to: id, key: party.key) }
        try await replace([founder.id, mentor.id], of: venture, in: world)
        #expect(try await world.read(id, key: founder.key)["end_reason"].string == "self_match")
        #expect(try await world.free(mentor) == 2)
    }

    @Test func `whose birth turns out to be later is introduced no more`() async throws {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let id = try await world.introduced(mentor, to: venture)
        try await age(17, founder.id, world)
        #expect(try await people(id, mentor.key, world) == [], "nor is the name told before")
        try await age(30, founder.id, world)
        for party in [mentor, founder] { _ = try await world.say("accept", to: id, key: party.key) }
        let all = { (names: [String?]) async throws in
            #expect(try await people(id, founder.key, world) == names)
            #expect(try await people(id, mentor.key, world).count == names.count)
        }
        try await all(["Mentoring Person"])
        for party in [mentor, founder] {
            try await age(17, party.id, world)
            try await all([])
            try await age(30, party.id, world)
            try await all(["Mentoring Person"])
        }
        try await age(17, mentor.id, world)
        #expect(try await people(id, world.interface.keys[.desk], world) == [])
    }

    @Test func `who is erased is in no list of those who were agreed to`() async throws {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let (_, second) = try await world.venture()
        try await replace([founder.id, second.id], of: venture, in: world)
        let id = try await world.introduced(mentor, to: venture)
        #expect(try await world.say("accept", to: id, key: mentor.key).status == 200)
        let database = world.interface.database
        let agreed = { () async throws -> String in
            try await database.contents(of: "SELECT founders AS a FROM bg.introduction WHERE id = '\(literally: id)'")
                .first
                ?? ""
        }
        #expect(try await agreed().contains(second.id))
        let erased = try await world.interface.ask(.post, "members/me/erasure", key: second.key)
        #expect(erased.status == 204, "\(erased.text)")
        #expect(try await !agreed().contains(second.id))
        #expect(try await agreed().contains(founder.id))
        #expect(try await world.read(id, key: mentor.key)["state"].string == "mentor_accepted")
    }

    @Test func `an applicant who turns out to be under 18 is shown to nobody, and takes no place`() async throws {
        let world = try await ApplicationWorld.shared
        let (person, offer) = (try await world.applicant(), try await world.offer())
        let id = try await world.applied(person, to: offer, #", "share": ["name"]"#)
        let read = {
            try await world.interface.ask(.get, "applications/\(id)", key: world.partner)["applicant/name"].string
        }
        #expect(try await read() != nil)
        let offered = try await world.say("offer", to: id, key: world.partner, ApplicationWorld.place())
        #expect(offered.status == 200, "\(offered.text)")
        try await age(17, person.id, IntroductionWorld.shared)
        #expect(try await read() == nil)
        #expect(try await world.say("accept", to: id, key: person.key).code == "under_age")
        try await age(30, person.id, IntroductionWorld.shared)
        #expect(try await read() != nil)
        #expect(try await world.say("accept", to: id, key: person.key).status == 200)
        try await age(17, person.id, IntroductionWorld.shared)
        #expect(try await world.say("place", to: id, key: world.partner).code == "consent_missing")
        #expect(try await world.read(id, key: world.partner)["state"].string == "accepted")
        try await age(30, person.id, IntroductionWorld.shared)
        #expect(try await world.say("place", to: id, key: world.partner).status == 200)
    }
}
