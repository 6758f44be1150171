import Foundation
import HTTP
import TestDatabase
import Testing

@testable import API

/// What becomes of consents, and of what rests on them, when two records are one, and two again.
@Suite struct MergeConsentTests {
    /// The consents that count of a member, in order.
    private func consents(_ id: String, _ world: MergeWorld) async throws -> [String] {
        try await world.interface.database.contents(
            of: """
                SELECT purpose AS a, organisation IS NOT NULL AS b, until AS c FROM bg.consent c
                WHERE person = '\(literally: id)' AND (until IS NULL OR until > now())
                    AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id) ORDER BY 1
                """)
    }

    private func state(_ introduction: String, _ world: MergeWorld) async throws -> String? {
        try await world.introductions.read(introduction, key: world.interface.keys[.desk])["state"].string
    }

    /// An introduction that both sides accepted, with the founder's key.
    private func opened(
        _ mentor: IntroductionWorld.Party, _ world: MergeWorld
    ) async throws -> (id: String, founder: String) {
        let venture = try await world.introductions.venture()
        let introduction = try await world.introductions.introduced(mentor, to: venture.id)
        for key in [mentor.key, venture.founder.key] {
            #expect(try await world.introductions.say("accept", to: introduction, key: key).status == 200)
        }
        return (introduction, venture.founder.key)
    }

    @Test func `consents become what both gave, and for as long as both did, once they are one`() async throws {
        let world = try await MergeWorld.shared
        let all = ["share_with_desk", "match", "contact", "statistics"]
        let kept = try await world.member(consents: all)
        let absorbed = try await world.member(consents: ["share_with_desk", "match", "statistics"])
        try await world.interface.database.execute(
            "UPDATE bg.consent SET until = '2100-01-01' WHERE person = '\(literally: absorbed)' AND purpose = 'share_with_desk'"
        )
        let before = try await consents(kept, world)
        #expect(before.count == 4)
        let undone = try await world.merged(absorbed, into: kept)
        #expect(try await consents(kept, world) == before)
        #expect(try await world.undo(undone).status == 200)
        #expect(try await consents(kept, world) == before)
        try await world.end(try await world.merged(absorbed, into: kept))
        let after = try await consents(kept, world)
        #expect(after.count == 3)
        #expect(after.contains { $0.contains("share_with_desk") && $0.contains("2100-01-01") }, "\(after)")
        #expect(!after.contains { $0.contains("contact") })
    }

    @Test func `of who is kept nothing ends within the term, and then nothing that both sides accepted`() async throws {
        let world = try await MergeWorld.shared
        let desk = world.introductions
        let (kept, puppet) = (try await desk.mentor(places: 3), try await world.member(consents: ["share_with_desk"]))
        let (waiting, active) = (
            try await desk.introduced(kept, to: try await desk.venture().id), try await opened(kept, world)
        )
        #expect(try await desk.say("accept", to: waiting, key: kept.key).status == 200)
        let shown = try await desk.read(active.id, key: active.founder).text
        let before = try await world.rows(of: [kept.id]).filter { $0.contains(kept.id) && !$0.contains(puppet) }
        let merge = try await world.merged(puppet, into: kept.id)
        // Nor by what the other says.
        let key = try await world.interface.memberKey(puppet)
        for purpose in ["match", "contact"] {
            let said = try await world.interface.ask(.delete, "members/me/consents/\(purpose)", key: key)
            #expect(said.status == 200)
        }
        let after = try await world.rows(of: [kept.id]).filter { $0.contains(kept.id) && !$0.contains(puppet) }
        #expect(Set(after).symmetricDifference(before) == [])
        #expect(try await state(waiting, world) == "mentor_accepted")
        try await world.end(merge)
        #expect(try await state(waiting, world) == "closed")
        #expect(try await desk.read(active.id, key: active.founder).text == shown)
        #expect(shown.contains(try await world.email(kept.id)))
    }

    @Test func `what the kept one withdraws ends what the other has open, and goes on when it is undone`() async throws
    {
        let world = try await MergeWorld.shared
        let (desk, applying) = (world.introductions, world.applications)
        let (kept, absorbed) = (try await applying.applicant(), try await desk.mentor())
        let resting = ApplicationWorld.Party(id: absorbed.id, key: absorbed.key)
        try await applying.share(resting, with: world.interface.centre)
        let application = try await applying.applied(resting, to: try await applying.offer())
        let active = try await opened(absorbed, world)
        let states = { () async throws -> [String?] in
            [
                try await state(active.id, world),
                try await applying.read(application, key: absorbed.key)["state"].string,
            ]
        }
        let before = try await consents(absorbed.id, world)
        let merge = try await world.merged(absorbed.id, into: kept.id)
        for purpose in ["match", "share_with_partner"] {
            let said = try await world.interface.ask(.delete, "members/me/consents/\(purpose)", key: kept.key)
            #expect(said.status == 200)
        }
        #expect(try await states() == ["closed", "withdrawn"])
        #expect(try await world.undo(merge).status == 200)
        #expect(try await states() == ["active", "submitted"])
        let told = try await world.mail(absorbed.id)
        for what in ["mise en relation", "candidature"] {
            for end in ["a pris fin", "reprend"] {
                #expect(told.filter { $0.contains("BrainGain : une \(what) \(end)") }.count == 1, "\(what) \(end)")
            }
        }
        #expect(try await consents(absorbed.id, world) == before)
        // What the person says, too, is for good.
        let again = try await world.merged(absorbed.id, into: kept.id)
        let consent = #"{"purpose": "match", "text_version": "2", "language": "fr"}"#
        #expect(try await world.interface.ask(.post, "members/me/consents", key: kept.key, consent).status == 200)
        for key in [kept.key, absorbed.key] {
            #expect(try await world.interface.ask(.delete, "members/me/consents/match", key: key).status == 200)
        }
        #expect(try await world.undo(again).status == 200)
        #expect(try await consents(absorbed.id, world) == before.filter { !$0.contains("match") })
    }

    @Test func `what comes back to the absorbed one comes back to whom that had absorbed, but for its own word`()
        async throws
    {
        let world = try await MergeWorld.shared
        let (desk, applying) = (world.introductions, world.applications)
        let (kept, middle, last) = (try await applying.applicant(), try await desk.mentor(), try await desk.mentor())
        for party in [middle, last] {
            try await applying.share(.init(id: party.id, key: party.key), with: world.interface.centre)
        }
        let application = try await applying.applied(
            .init(id: last.id, key: last.key), to: try await applying.offer())
        let active = try await opened(last, world)
        let states = { () async throws -> [String?] in
            [try await state(active.id, world), try await applying.read(application, key: last.key)["state"].string]
        }
        let before = [try await consents(middle.id, world), try await consents(last.id, world)]
        _ = try await world.merged(last.id, into: middle.id)
        let withdraw = { (purpose: String, key: String) in
            let said = try await world.interface.ask(.delete, "members/me/consents/\(purpose)", key: key)
            #expect(said.status == 200, "\(said.text)")
        }
        let merge = try await world.merged(middle.id, into: kept.id)
        for purpose in ["match", "share_with_partner"] { try await withdraw(purpose, kept.key) }
        #expect(try await states() == ["closed", "withdrawn"])
        #expect(try await world.undo(merge).status == 200)
        #expect(try await [consents(middle.id, world), consents(last.id, world)] == before)
        #expect(try await states() == ["active", "submitted"])
        // What the middle one says itself stays said for the last, whatever the kept one says of it again.
        try await withdraw("match", middle.key)
        #expect(try await states() == ["closed", "submitted"])
        let consent = #"{"purpose": "match", "text_version": "2", "language": "fr"}"#
        for key in [middle.key, kept.key] {
            #expect(try await world.interface.ask(.post, "members/me/consents", key: key, consent).status == 200)
        }
        let again = try await world.merged(middle.id, into: kept.id)
        try await withdraw("match", kept.key)
        #expect(try await world.undo(again).status == 200)
        #expect(try await consents(middle.id, world).contains { $0.contains(#""match""#) })
        #expect(try await !consents(last.id, world).contains { $0.contains(#""match""#) })
        #expect(try await states() == ["closed", "submitted"])
    }

    @Test func `what the absorbed one withdraws is withdrawn of the one that is left`() async throws {
        let world = try await MergeWorld.shared
        let purposes = ["share_with_desk", "match", "contact"]
        let (kept, absorbed) = (try await world.member(consents: purposes), try await world.member(consents: purposes))
        let before = try await consents(kept, world)
        let merge = try await world.merged(absorbed, into: kept)
        let key = try await world.interface.memberKey(absorbed)
        for purpose in ["match", "contact"] {
            let withdrawn = try await world.interface.ask(.delete, "members/me/consents/\(purpose)", key: key)
            #expect(withdrawn.status == 200, "\(withdrawn.text)")
        }
        #expect(try await consents(kept, world) == before)
        try await world.end(merge)
        #expect(try await consents(kept, world).count == 1)
        let member = try await world.interface.database.contents(
            of: "SELECT matched FROM bg.member WHERE id = '\(literally: kept)'")
        #expect(member == [#"{"matched": false}"#])
    }
}
