import Foundation
import HTTP
import Matching
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// Two records of a person become one, and two again as they were.
@Suite struct MergeTests {
    private typealias Party = IntroductionWorld.Party

    /// The consents that count of a member, in order.
    private func consents(_ id: String, _ world: MergeWorld) async throws -> [String] {
        try await world.interface.database.contents(
            of: """
                SELECT purpose AS a, organisation IS NOT NULL AS b, until AS c FROM bg.consent c
                WHERE person = \(literally: "'\(id)'") AND (until IS NULL OR until > now())
                    AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id) ORDER BY 1
                """)
    }

    @Test func `the old record is found at the new, by the person and the desk that merged them`() async throws {
        let world = try await MergeWorld.shared
        let (kept, absorbed) = (try await world.member(), try await world.member())
        let own = try await world.interface.memberKey(kept)
        let answer = try await world.merge(absorbed, into: kept)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer["kept"].string == kept && answer["absorbed"].string == absorbed)
        let again = try await world.lead.ask(.post, "members/\(kept)/merge", #"{"absorbed": "\#(absorbed)"}"#)
        #expect(again.status == 200 && again.text == answer.text)
        for key in [world.interface.keys[.desk], own] {
            let moved = try await world.interface.ask(.get, "members/\(absorbed)", key: key)
            #expect(moved.text.contains(kept) && moved.status == 200, "followed: \(moved.status) \(moved.text)")
        }
        for key in [world.interface.otherDeskKey, world.interface.keys[.member], world.interface.keys[.admin]] {
            let hidden = try await world.interface.ask(.get, "members/\(absorbed)", key: key)
            #expect(hidden.status == 404)
        }
        let shared = #"""
            {"purpose": "share_with_desk", "text_version": "1", "language": "fr", "organisation": "\#(world.interface.otherDesk)"}
            """#
        #expect(try await world.interface.ask(.post, "members/me/consents", key: own, shared).status == 200)
        let other = world.interface.otherDeskKey
        #expect(try await world.interface.ask(.get, "members/\(kept)", key: other)["name"].string != nil)
        let card = try await world.interface.ask(.get, "members/\(absorbed)", key: other)
        #expect(card.status == 404, "it would hear whose card it had seen")
        let undone = try await world.undo(try #require(answer["id"].string))
        #expect(undone.status == 200 && undone["undone_at"].string != nil, "\(undone.text)")
        let back = try await world.interface.ask(.get, "members/\(absorbed)", as: .desk)
        #expect(back["id"].string == absorbed)
    }

    @Test func `who withdraws after the merge has withdrawn when it is undone`() async throws {
        let world = try await MergeWorld.shared
        let kept = try await world.member(consents: ["share_with_desk", "match", "contact"])
        let absorbed = try await world.member(consents: ["share_with_desk", "match"])
        let merge = try await world.merged(absorbed, into: kept)
        let key = try await world.interface.memberKey(kept)
        #expect(try await world.interface.ask(.delete, "members/me/consents/contact", key: key).status == 200)
        #expect(try await world.undo(merge).status == 200)
        #expect(try await !consents(kept, world).contains { $0.contains("contact") })
    }

    @Test func `undoing it brings back every row of both as it was, and in the end one has what both had`() async throws
    {
        let world = try await MergeWorld.shared
        let (desk, database) = (world.introductions, world.interface.database)
        // Both mentor and have founded, together and apart; what they are introduced to meets in all the ways there are.
        let (one, two) = (try await desk.mentor(places: 2), try await desk.mentor(places: 3))
        let shared = try await desk.venture()
        let (ofOne, ofTwo) = (try await desk.venture(), try await desk.venture())
        for (venture, founder) in [(ofOne, one), (ofTwo, two)] {
            try await database.execute(
                "INSERT INTO bg.founder VALUES ('\(literally: venture.id)', '\(literally: founder.id)', false)")
        }
        let together = try await desk.venture()
        try await database.execute(
            "INSERT INTO bg.founder VALUES ('\(literally: together.id)', '\(literally: one.id)', false)")
        try await database.execute(
            "UPDATE bg.founder SET person = '\(literally: two.id)' WHERE venture = '\(literally: together.id)' AND lead"
        )
        let twice = [try await desk.introduced(one, to: shared.id), try await desk.introduced(two, to: shared.id)]
        for key in [two.key, shared.founder.key] {
            #expect(try await desk.say("accept", to: twice[1], key: key).status == 200)
        }
        let selfMatch = try await desk.introduced(two, to: ofOne.id)
        #expect(try await desk.say("accept", to: selfMatch, key: two.key).status == 200)
        let other = try await desk.introduced(one, to: (try await desk.venture()).id)
        #expect(try await desk.say("accept", to: other, key: one.key).status == 200)
        let founded = try await desk.introduced(try await desk.mentor(), to: together.id)
        #expect(try await desk.say("accept", to: founded, key: two.key).status == 200)
        let offer = try await world.interface.register(
            "offers", as: .partner, Bodies.offer(world.interface.employer, world.interface.centre))
        let contest = try await world.interface.ask(
            .post, "contests", key: two.key, #"{"offer": "\#(offer)", "text": "It is what I do."}"#,
            ["Idempotency-Key": UUID().uuidString])
        #expect(contest.status == 201, "\(contest.text)")
        let ids = [one.id, two.id, shared.id, ofOne.id, ofTwo.id, together.id]
        let before = try await world.rows(of: ids)
        #expect(before.count > 40)

        let undone = try await world.merged(two.id, into: one.id)
        #expect(try await world.rows(of: ids) != before)
        #expect(try await world.undo(undone).status == 200)
        let after = try await world.rows(of: ids)
        #expect(Set(after).symmetricDifference(before) == [])
        #expect(after.count == before.count)
        // Nothing is kept of what the undoing needed.
        let snapshots = try await database.contents(
            of: "SELECT snapshot AS s FROM bg.merge WHERE id = '\(literally: undone)'")
        #expect(snapshots == [#"{"s": null}"#])

        let merge = try await world.merged(two.id, into: one.id)
        try await world.end(merge)
        #expect(try await desk.read(twice[0], key: world.interface.keys[.desk])["state"].string == "void")
        let kept = try await desk.read(twice[1], key: world.interface.keys[.desk])
        #expect(kept["state"].string == "active" && kept["mentor"].string == one.id)
        let own = try await desk.read(selfMatch, key: world.interface.keys[.desk])
        #expect(own["state"].string == "void" && own["end_reason"].string == "self_match")
        // Two hold a place: the shared venture's and the other's. The larger capacity counts.
        let mentor = try await world.interface.ask(.get, "mentors/\(one.id)", as: .desk)
        #expect(mentor["capacity/total"].integer == 3 && mentor["capacity/free"].integer == 1, "\(mentor.text)")
        let ventures = try await world.interface.ask(.get, "members/me/export", key: one.key)
        #expect(ventures["founded"].array?.count == 3)
        #expect(ventures["contests"].array?.count == 1)
        let asked = "SELECT FROM bg.founder WHERE lead AND venture = '\(together.id)' AND person = '\(one.id)'"
        #expect(try await database.contents(of: "\(literally: asked)").count == 1)
    }

    @Test func `who was no mentor is none until it cannot be undone, and then has the places held`() async throws {
        let world = try await MergeWorld.shared
        let desk = world.introductions
        let (kept, mentor) = (try await world.member(), try await desk.mentor(places: 1))
        let venture = try await desk.venture()
        let introduction = try await desk.introduced(mentor, to: venture.id)
        for key in [mentor.key, venture.founder.key] {
            #expect(try await desk.say("accept", to: introduction, key: key).status == 200)
        }
        let own = try await world.interface.memberKey(kept)
        let merge = try await world.merged(mentor.id, into: kept)
        #expect(try await world.interface.ask(.get, "mentors/\(kept)", as: .desk).status == 404)
        try await world.end(merge)
        let now = try await world.interface.ask(.get, "mentors/\(kept)", as: .desk)
        #expect(now["capacity/free"].integer == 0 && now["profile/skills"].array?.isEmpty == false, "\(now.text)")
        let other = try await desk.propose(kept, to: try await desk.venture().id)
        #expect(other.code == "mentor_capacity_full")
        #expect(try await desk.read(introduction, key: own)["state"].string == "active")
    }

    @Test func `what ends while merged has ended, and what came since stays with the kept`()
        async throws
    {
        let world = try await MergeWorld.shared
        let desk = world.introductions
        let (one, two) = (try await desk.mentor(places: 2), try await desk.mentor(places: 2))
        let (ended, since) = (try await desk.venture(), try await desk.venture())
        let introduction = try await desk.introduced(two, to: ended.id)
        #expect(try await desk.say("accept", to: introduction, key: two.key).status == 200)
        let merge = try await world.merged(two.id, into: one.id)
        #expect(try await desk.free(one) == 2)
        let closed = try await desk.say(
            "close", to: introduction, key: world.interface.keys[.desk], #"{"outcome": "no_contact"}"#)
        #expect(closed.status == 200, "\(closed.text)")
        let later = try await desk.introduced(one, to: since.id)
        #expect(try await desk.say("accept", to: later, key: one.key).status == 200)
        #expect(try await world.undo(merge).status == 200)
        #expect(try await desk.free(one) == 1)
        #expect(try await desk.free(two) == 2)
        #expect(try await desk.read(later, key: one.key)["state"].string == "mentor_accepted")
    }

    @Test(arguments: [true, false])
    func `either of two says that they are two, and is proposed with the other no more`(isKept: Bool) async throws {
        let world = try await MergeWorld.shared
        let name = MergeWorld.name
        let (kept, absorbed) = (try await world.member(name), try await world.member(name))
        let before = try await world.rows(of: [kept, absorbed])
        let merge = try await world.merged(absorbed, into: kept)
        let stranger = try await world.interface.memberKey(try await world.member())
        for id in [kept, absorbed, "me"] {
            let answer = try await world.interface.ask(.post, "members/\(id)/separation", key: stranger)
            #expect(answer.status == (id == "me" ? 204 : 404))
        }
        #expect(try await world.rows(of: [kept, absorbed]) != before)
        let key = try await world.interface.memberKey(isKept ? kept : absorbed)
        #expect(try await world.interface.ask(.post, "members/me/separation", key: key).status == 204)
        let after = try await world.rows(of: [kept, absorbed]).filter { !$0.contains("bg.api_key\"") }
        #expect(Set(after).symmetricDifference(before) == [])
        #expect(try await world.proposed(kept) == [])
        #expect(try await world.undo(merge).status == 200, "it is undone already")
    }

    @Test func `of who was said to be two nobody makes one, nor by way of a third`() async throws {
        let world = try await MergeWorld.shared
        let (one, two, third) = (try await world.member(), try await world.member(), try await world.member())
        _ = try await world.merged(two, into: one)
        let key = try await world.interface.memberKey(two)
        #expect(try await world.interface.ask(.post, "members/me/separation", key: key).status == 204)
        #expect(try await world.merge(two, into: one).code == "merge_conflict")
        #expect(try await world.merge(one, into: two).code == "merge_conflict")
        // Whoever has said so is not asked again with another record, for a year; the other one may be.
        #expect(try await world.merge(two, into: third).code == "merge_conflict")
        #expect(try await world.merge(third, into: two).code == "merge_conflict")
        let other = try await world.merged(third, into: one)
        #expect(try await world.undo(other).status == 200)
        try await world.interface.database.execute("UPDATE bg.told_apart SET at = at - interval '1 year'")
        _ = try await world.merged(two, into: third)
        #expect(try await world.merge(third, into: one).code == "merge_conflict")
        #expect(try await world.merge(one, into: third).code == "merge_conflict")
    }

    @Test(arguments: [true, false])
    func `either says that they are two as long as they are not one, however late`(isKept: Bool) async throws {
        let world = try await MergeWorld.shared
        let (kept, absorbed) = (try await world.member(), try await world.member())
        let merge = try await world.merged(absorbed, into: kept)
        try await world.outlast(merge)
        #expect(try await world.undo(merge).code == "merge_conflict")
        let key = try await world.interface.memberKey(isKept ? kept : absorbed)
        #expect(try await world.interface.ask(.post, "members/me/separation", key: key).status == 204)
        try await world.end(merge)
        let read = try await world.interface.ask(.get, "members/\(absorbed)", as: .desk)
        #expect(read["id"].string == absorbed)
    }
}
