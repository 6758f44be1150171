import Foundation
import HTTP
import Matching
import Store
import TestDatabase
import Testing

@testable import API

/// What a lead does who takes two people for one: until it can be undone no more, nobody is shown what is of the other.
@Suite struct MergeTrustTests {
    private func status(_ id: String, _ world: MergeWorld) async throws -> String? {
        try await world.interface.database.contents(of: "SELECT status FROM bg.person WHERE id = '\(literally: id)'")
            .first
    }

    @Test func `whom an introduction opened hears the address that was given for it, and never that of the kept one`()
        async throws
    {
        let world = try await MergeWorld.shared
        let desk = world.introductions
        let (kept, absorbed) = (try await desk.mentor(), try await desk.mentor())
        let venture = try await desk.venture()
        let introduction = try await desk.introduced(absorbed, to: venture.id)
        for key in [absorbed.key, venture.founder.key] {
            #expect(try await desk.say("accept", to: introduction, key: key).status == 200)
        }
        let (given, other) = (try await world.email(absorbed.id), try await world.email(kept.id))
        let before = try await desk.read(introduction, key: venture.founder.key).text
        #expect(before.contains(given))
        let merge = try await world.merged(absorbed.id, into: kept.id)
        #expect(try await desk.read(introduction, key: venture.founder.key).text == before)
        #expect(try await desk.read(introduction, key: kept.key).status == 404)
        try await world.end(merge)
        let moved = try await desk.read(introduction, key: venture.founder.key)
        #expect(moved["state"].string == "active" && moved["mentor"].string == kept.id, "\(moved.text)")
        #expect(!moved.text.contains(given) && !moved.text.contains(other))
        #expect(try await desk.read(introduction, key: kept.key)["state"].string == "active")
        let contact = #"{"purpose": "contact", "text_version": "1", "language": "fr"}"#
        let agreed = try await world.interface.ask(.post, "members/me/consents", key: kept.key, contact)
        #expect(agreed.status == 200)
        #expect(try await !desk.read(introduction, key: venture.founder.key).text.contains(other))
    }

    @Test func `an introduction that moved tells the name of who is left by consent alone`() async throws {
        let world = try await MergeWorld.shared
        let (desk, name) = (world.introductions, MergeWorld.name)
        let (kept, absorbed) = (try await world.member(name, consents: ["share_with_desk"]), try await desk.mentor())
        let venture = try await desk.venture()
        let introduction = try await desk.introduced(absorbed, to: venture.id)
        for key in [absorbed.key, venture.founder.key] {
            #expect(try await desk.say("accept", to: introduction, key: key).status == 200)
        }
        try await world.end(try await world.merged(absorbed.id, into: kept))
        let readers = [venture.founder.key, world.interface.keys[.desk]]
        for reader in readers {
            let read = try await desk.read(introduction, key: reader)
            #expect(read["state"].string == "active" && !read.text.contains(name), "\(read.text)")
        }
        let match = #"{"purpose": "match", "text_version": "1", "language": "fr"}"#
        let own = try await world.interface.memberKey(kept)
        #expect(try await world.interface.ask(.post, "members/me/consents", key: own, match).status == 200)
        for reader in readers { #expect(try await desk.read(introduction, key: reader).text.contains(name)) }
    }

    @Test func `who is merged with a founder is not the one the mentor agreed to, before they are one`() async throws {
        let world = try await MergeWorld.shared
        let desk = world.introductions
        let (mentor, other) = (try await desk.mentor(), try await world.member())
        let venture = try await desk.venture()
        let introduction = try await desk.introduced(mentor, to: venture.id)
        for key in [mentor.key, venture.founder.key] { _ = try await desk.say("accept", to: introduction, key: key) }
        let merge = try await world.merged(venture.founder.id, into: other)
        let key = try await world.interface.memberKey(other)
        #expect(try await desk.read(introduction, key: key).status == 404)
        let version = try await world.interface.ask(.get, "ventures/\(venture.id)", as: .desk)["version"].integer ?? 0
        let patched = try await world.interface.ask(
            .patch, "ventures/\(venture.id)", as: .desk,
            #"{"founders": [{"member": "\#(other)", "lead": true}, {"member": "\#(venture.founder.id)"}]}"#,
            ["If-Match": "\"\(version)\""])
        #expect(patched.status == 200, "\(patched.text)")
        #expect(try await desk.read(introduction, key: key)["people"].array?.count == 0)
        let people = try await desk.read(introduction, key: mentor.key)["people"].array ?? []
        #expect(people.map { $0["member"].string } == [venture.founder.id])
        #expect(try await world.undo(merge).status == 200)
    }

    @Test func `a mentor hears the address of the founder who accepted, and never that of the kept one`() async throws {
        let world = try await MergeWorld.shared
        let desk = world.introductions
        let (mentor, kept) = (try await desk.mentor(), try await world.member())
        let venture = try await desk.venture()
        let introduction = try await desk.introduced(mentor, to: venture.id)
        for key in [mentor.key, venture.founder.key] {
            #expect(try await desk.say("accept", to: introduction, key: key).status == 200)
        }
        let given = try await world.email(venture.founder.id)
        let before = try await desk.read(introduction, key: mentor.key).text
        #expect(before.contains(given))
        let merge = try await world.merged(venture.founder.id, into: kept)
        #expect(try await desk.read(introduction, key: mentor.key).text == before)
        try await world.end(merge)
        let moved = try await desk.read(introduction, key: mentor.key)
        #expect(moved["people/0/member"].string == kept && moved["people/0/lead"] == .bool(true), "\(moved.text)")
        #expect(try await !moved.text.contains(world.email(kept)) && !moved.text.contains(given))
    }

    @Test func `what the absorbed one wrote the kept one reads when it cannot be undone any more`() async throws {
        let world = try await MergeWorld.shared
        let applying = world.applications
        let (desk, kept) = (world.introductions, try await applying.applicant())
        let absorbed = try await desk.mentor()
        try await applying.share(.init(id: absorbed.id, key: absorbed.key), with: applying.interface.centre)
        let offer = try await applying.offer()
        let application = try await applying.applied(.init(id: absorbed.id, key: absorbed.key), to: offer)
        let contest = try await world.interface.ask(
            .post, "contests", key: absorbed.key, #"{"offer": "\#(offer)", "text": "Only mine to say."}"#,
            ["Idempotency-Key": UUID().uuidString])
        #expect(contest.status == 201)
        let venture = try await desk.venture()
        let proposed = try await desk.propose(
            absorbed.id, to: venture.id, #", "note": "Only theirs to read.", "reason": "they know one another""#)
        let introduction = try #require(proposed["id"].string)
        let merge = try await world.merged(absorbed.id, into: kept.id)
        let paths = ["members/me/export", "applications/mine", "introductions", "contests"]
        for path in paths {
            let read = try await world.interface.ask(.get, path, key: kept.key)
            #expect(read.status == 200)
            for word in [application, introduction, "Only mine to say.", "Only theirs to read.", venture.id] {
                #expect(!read.text.contains(word), "\(path)")
            }
        }
        try await world.end(merge)
        let export = try await world.interface.ask(.get, "members/me/export", key: kept.key)
        for word in [application, introduction, "Only mine to say.", "Only theirs to read."] {
            #expect(export.text.contains(word), "\(word)")
        }
        // Not so much as an answer to an offer of a place is lost meanwhile.
        let shown = try await applying.read(application, key: applying.partner)
        #expect(shown["applicant"].isNull)
    }

    @Test func `who rests answers for what was open: a place that is offered is taken`() async throws {
        let world = try await MergeWorld.shared
        let applying = world.applications
        let (kept, absorbed) = (try await applying.applicant(), try await applying.applicant())
        let offer = try await applying.offer()
        let application = try await applying.offered(absorbed, offer)
        let shown = try await applying.read(application, key: applying.partner).text
        let merge = try await world.merged(absorbed.id, into: kept.id)
        #expect(try await applying.read(application, key: applying.partner).text == shown)
        #expect(try await applying.say("accept", to: application, key: kept.key).status == 404)
        #expect(try await applying.say("accept", to: application, key: absorbed.key).status == 200)
        try await world.end(merge)
        #expect(try await applying.read(application, key: kept.key)["state"].string == "accepted")
        #expect(try await applying.free(offer) == 0)
    }

    @Test func `who is erased leaves nothing with the other, and takes nothing of the other along`() async throws {
        let world = try await MergeWorld.shared
        let desk = world.introductions
        for isKept in [true, false] {
            let kept = try await world.member(consents: ["share_with_desk", "contact"])
            let absorbed = try await desk.mentor()
            let before = try await world.rows(of: [isKept ? absorbed.id : kept])
            let key = isKept ? try await world.interface.memberKey(kept) : absorbed.key
            _ = try await world.merged(absorbed.id, into: kept)
            #expect(try await world.interface.ask(.post, "members/me/erasure", key: key).status == 204)
            let after = try await world.rows(of: [isKept ? absorbed.id : kept])
            #expect(Set(after).symmetricDifference(before) == [], "kept erased: \(isKept)")
            #expect(try await status(isKept ? kept : absorbed.id, world)?.contains("erased") == true)
        }
    }

    @Test func `after the term both are one, and erased together`() async throws {
        let world = try await MergeWorld.shared
        let (kept, absorbed) = (try await world.member(), try await world.member())
        let merge = try await world.merged(absorbed, into: kept)
        try await world.end(merge)
        #expect(try await status(absorbed, world)?.contains("merged") == true)
        // A backup from before is made to forget it, too.
        let erased = try await world.interface.database.owner.run(FindErasures()).map(\.person.description)
        #expect(erased.contains(absorbed) && !erased.contains(kept))
        let key = try await world.interface.memberKey(kept)
        #expect(try await world.interface.ask(.post, "members/me/erasure", key: key).status == 204)
        for id in [kept, absorbed] { #expect(try await status(id, world)?.contains("erased") == true) }
    }

    @Test func `an introduction of who rests ends when the person withdraws`() async throws {
        let world = try await MergeWorld.shared
        let desk = world.introductions
        let (kept, absorbed) = (try await world.member(), try await desk.mentor())
        let introduction = try await desk.introduced(absorbed, to: try await desk.venture().id)
        #expect(try await desk.say("accept", to: introduction, key: absorbed.key).status == 200)
        _ = try await world.merged(absorbed.id, into: kept)
        let staff = world.interface.keys[.desk]
        #expect(try await desk.read(introduction, key: staff)["state"].string == "mentor_accepted")
        let withdrawn = try await world.interface.ask(.delete, "members/me/consents/match", key: absorbed.key)
        #expect(withdrawn.status == 200)
        #expect(try await desk.read(introduction, key: staff)["state"].string == "closed")
    }

    @Test func `a lead above merges nobody of two desks, and whom both share with one`() async throws {
        let world = try await MergeWorld.shared
        let interface = world.interface
        let above = try await interface.register("organisations", as: .admin, Bodies.organisation("region", "MA"))
        var people: [String] = []
        var keys: [String] = []
        let name = MergeWorld.name
        for _ in 0..<2 {
            let desk = try await interface.register(
                "organisations", as: .admin, Bodies.organisation("desk", "MA", parent: above))
            let key = try await CreateKey(for: .desk(TestInterface.id(desk))).run(in: interface.database.owner)
            keys.append(key)
            people.append(try await world.member(name, key: key))
        }
        let lead = try await Staff.lead(of: above, interface)
        #expect(try await lead.ask(.get, "members/\(people[0])")["name"].string == name)
        #expect(try await world.merge(people[1], into: people[0], as: lead).status == 404)
        #expect(try await lead.ask(.get, "duplicates")["items"].array?.isEmpty == true)
        let third = try await world.member(name, key: keys[0])
        let shown = try await lead.ask(.get, "duplicates")
        #expect(shown["items"].array?.count == 1 && shown.text.contains(third), "\(shown.text)")
        let merge = try await world.merge(third, into: people[0], as: lead)
        #expect(merge.status == 200, "\(merge.text)")
    }

    @Test(arguments: [
        ("fr", "Un desk", "deux dossiers n'en font plus qu'un", "de nouveau deux"),
        ("es", "A desk", "dos registros son ahora uno", "vuelven a ser dos"),
        ("ar-MA", "A desk", "أصبح سجلان سجلا واحدا", "عادا سجلين"),
        ("en", "A desk", "two records are one now", "are two again"),
        ("de", "A desk", "two records are one now", "again"),
    ])
    func `both are told in their language which desk it was and what to do, and that it was undone`(
        language: String, desk: String, merged: String, parted: String
    ) async throws {
        let world = try await MergeWorld.shared
        let (kept, absorbed) = (try await world.member(), try await world.member())
        try await world.interface.database.execute(
            "UPDATE bg.person SET language = '\(literally: language)' WHERE id::text IN (\(kept), \(absorbed))")
        let merge = try await world.merged(absorbed, into: kept)
        let until = try await world.interface.database.contents(
            of: "SELECT to_char(undo_until, 'YYYY-MM-DD') AS d FROM bg.merge WHERE id = '\(literally: merge)'")
        let day = try #require(until.first?.firstMatch(of: /[0-9-]{10}/)).output
        for id in [kept, absorbed] {
            let mail = try await world.mail(id)
            #expect(mail.count == 1 && mail[0].contains(desk) && mail[0].contains(merged), "\(mail)")
            #expect(mail[0].contains(day) && mail[0].contains("POST /v1/members/me/separation"))
        }
        #expect(try await world.undo(merge).status == 200)
        for id in [kept, absorbed] {
            let mail = try await world.mail(id)
            #expect(mail.count == 2)
            #expect(mail.contains { $0.contains(parted) && $0.contains(desk) && !$0.contains("DESK") }, "\(mail)")
        }
    }

    @Test func `who rests accepts what was proposed before, and the founder, too`() async throws {
        let world = try await MergeWorld.shared
        let desk = world.introductions
        let (kept, absorbed) = (try await world.member(), try await desk.mentor())
        let venture = try await desk.venture()
        let introduction = try await desk.introduced(absorbed, to: venture.id)
        _ = try await world.merged(absorbed.id, into: kept)
        for key in [absorbed.key, venture.founder.key] {
            let said = try await desk.say("accept", to: introduction, key: key)
            #expect(said.status == 200, "\(said.text)")
        }
        #expect(try await desk.read(introduction, key: absorbed.key)["state"].string == "active")
        #expect(try await desk.propose(absorbed.id, to: try await desk.venture().id).status == 422)
    }

    @Test func `who has a telephone alone is told there, and who has neither is made one with nobody`() async throws {
        let world = try await MergeWorld.shared
        let database = world.interface.database
        let (kept, absorbed) = (try await world.member(), try await world.member())
        let number = "+33 6 \(UUID().uuidString.filter(\.isNumber).prefix(8))"
        try await database.execute(
            "UPDATE bg.person_contact SET kind = 'post' WHERE person = '\(literally: absorbed)'")
        for pair in [(absorbed, kept), (kept, absorbed)] {
            #expect(try await world.merge(pair.0, into: pair.1).code == "nobody_to_tell")
        }
        try await database.execute(
            "UPDATE bg.person_contact SET kind = 'phone', value = '\(literally: number)' WHERE person = '\(literally: absorbed)'"
        )
        _ = try await world.merged(absorbed, into: kept)
        let told = try await database.contents(
            of: "SELECT kind FROM log.outbox WHERE address = '\(literally: number)'")
        #expect(told == [#"{"kind": "phone"}"#])
        #expect(try await world.mail(kept).contains { $0.contains("oublié avec ses adresses") })
    }

    @Test func `whom both records reach at one address is told once, in the language of the one that is kept`()
        async throws
    {
        let world = try await MergeWorld.shared
        let address = MergeWorld.address
        let two = [try await world.member(email: address), try await world.member(email: address)]
        // Whichever of the two was there first.
        for (kept, absorbed) in [(two[0], two[1]), (two[1], two[0])] {
            try await world.interface.database.execute(
                """
                UPDATE bg.person SET language = CASE WHEN id::text = \(kept) THEN 'es' ELSE 'ar' END
                WHERE id::text IN (\(kept), \(absorbed))
                """)
            try await world.interface.database.execute("DELETE FROM log.outbox WHERE address = \(address)")
            let merge = try await world.merged(absorbed, into: kept)
            let told = try await world.mail(kept)
            #expect(told.count == 1 && told[0].contains("dos registros son ahora uno"), "\(told)")
            #expect(try await world.undo(merge).status == 200)
        }
    }

    @Test func `to unite them loses no message of who is left, whoever shared an address`() async throws {
        let world = try await MergeWorld.shared
        let address = MergeWorld.address
        let (kept, absorbed) = (try await world.member(email: address), try await world.member(email: address))
        let merge = try await world.merged(absorbed, into: kept)
        let before = try await world.mail(kept)
        #expect(before.count == 1)
        try await world.end(merge)
        #expect(try await world.mail(kept) == before)
    }
}
