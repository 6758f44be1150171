import Foundation
import HTTP
import Matching
import Store
import TestDatabase
import Testing

@testable import API

/// A member applies to an offer, shows whoever made it what the member shares and no more, and is told what comes of it.
@Suite struct ApplicationTests {
    @Test func `an applicant shows what is shared and nothing else, and comes to a place step by step`() async throws {
        let world = try await ApplicationWorld.shared
        let interface = world.interface
        let person = try await world.applicant("Zubdariname")
        let stranger = try await world.applicant("Other Person")
        let offer = try await world.offer()
        let id = try await world.applied(person, to: offer, #", "share": ["skills", "residences"]"#)

        let shown = try await world.read(id, key: world.partner)
        #expect(shown["state"].string == "submitted")
        #expect(shown["rule_version"].integer == 1)
        #expect(shown["applicant/skills/0/skill"].string == "accounting")
        #expect(shown["applicant/skills/0/level"].integer == 3)
        #expect(shown["applicant/residences/0"].string == "FR-75")
        for hidden in ["name", "headline", "languages", "sectors", "email", "phone"] {
            #expect(shown["applicant/\(hidden)"].isNull, "\(hidden)")
        }
        #expect(shown["member"].isNull)
        for secret in ["Zubdari", person.id, "applying-", "Fromag"] { #expect(!shown.text.contains(secret)) }
        let audit = try await interface.ask(.get, "audit/\(person.id)?limit=100", as: .auditor)
        #expect(
            (audit["items"].array ?? []).contains { $0["kind"].string == "application" && $0["act"].string == "read" })

        // Desks that she shares with read how it stands; nobody else knows of it.
        #expect(try await world.read(id, key: interface.keys[.desk])["member"].string == person.id)
        #expect(try await world.read(id, key: interface.keys[.desk])["applicant"].isNull)
        for key in [stranger.key, interface.otherDeskKey] { #expect(try await world.read(id, key: key).status == 404) }
        let other = try await CreateKey(for: .partner(TestInterface.id(interface.employer))).run(
            in: interface.database.owner)
        let absent = try await world.read(UUID().uuidString.lowercased(), key: other)
        let foreign = try await world.read(id, key: other)
        #expect(PolicyQuestion.comparable(foreign, [id]) == PolicyQuestion.comparable(absent, []))
        #expect(try await world.say("shortlist", to: id, key: other).status == 404)

        #expect(try await world.say("accept", to: id, key: person.key).code == "application_not_offered")
        for (verb, state) in [("shortlist", "shortlisted"), ("interview", "interview")] {
            #expect(try await world.say(verb, to: id, key: world.partner)["state"].string == state)
            #expect(try await world.say(verb, to: id, key: world.partner).status == 200, "saying it twice is no error")
        }
        #expect(try await world.say("shortlist", to: id, key: world.partner).code == "application_not_open")
        let place = ApplicationWorld.place()
        for _ in 0..<2 {
            #expect(try await world.say("offer", to: id, key: world.partner, place)["state"].string == "offered")
        }
        #expect(try await world.free(offer) == 1)
        #expect(try await world.say("place", to: id, key: world.partner).code == "application_not_open")
        for _ in 0..<2 { #expect(try await world.say("accept", to: id, key: person.key)["state"].string == "accepted") }
        #expect(try await world.free(offer) == 0)
        #expect(try await world.status(offer) == "filled")
        #expect(
            try await world.say("reject", to: id, key: world.partner, #"{"reason": "other"}"#).code
                == "application_not_open")
        #expect(try await world.say("place", to: id, key: world.partner)["state"].string == "placed")
        #expect(try await world.say("withdraw", to: id, key: person.key).code == "application_not_open")
        #expect(try await world.free(offer) == 0)
    }

    @Test func `how to be reached is shown as long as the applicant consents to it, and an end shows nothing`()
        async throws
    {
        let world = try await ApplicationWorld.shared
        let person = try await world.applicant("Shown Person")
        let offer = try await world.offer()
        let id = try await world.applied(person, to: offer, #", "share": ["name", "contact"]"#)
        let shown = try await world.read(id, key: world.partner)
        #expect(shown["applicant/name"].string == "Shown Person")
        #expect(shown["applicant/email"].isNull)
        #expect(shown["applicant/skills"].isNull)
        let etag = try #require(shown.etag)
        let again = {
            try await world.interface.ask(.get, "applications/\(id)", as: .partner, nil, ["If-None-Match": etag])
        }
        #expect(try await again().status == 304)
        let consent = #"{"purpose": "contact", "text_version": "1", "language": "fr"}"#
        _ = try await world.interface.ask(.post, "members/me/consents", key: person.key, consent)
        #expect(try await again()["applicant/email"].string?.hasPrefix("applying-") == true)
        _ = try await world.interface.ask(.delete, "members/me/consents/contact", key: person.key)
        #expect(try await again().status == 304)
        _ = try await world.interface.ask(.put, "members/me/restriction", key: person.key)
        #expect(try await world.read(id, key: world.partner)["applicant"].isNull)
        _ = try await world.interface.ask(.delete, "members/me/restriction", key: person.key)
        #expect(try await world.read(id, key: world.partner)["applicant/name"].string == "Shown Person")
        let ended = try await world.say("reject", to: id, key: world.partner, #"{"reason": "others_chosen"}"#)
        #expect(ended["end_reason"].string == "others_chosen")
        #expect(ended["applicant"].isNull)
        #expect(!ended.text.contains("Shown"))
    }

    @Test func `every end has a reason and the next three offers, and is told in a message that names nobody`()
        async throws
    {
        let world = ApplicationWorld(interface: try await TestInterface(TestDatabase()))
        let person = try await world.applicant()
        var offers: [String] = []
        for _ in 0..<5 { offers.append(try await world.offer()) }
        try await world.interface.service.load()
        let id = try await world.applied(person, to: offers[0])
        #expect(try await world.read(id, key: person.key)["next_offers"].array?.count == 0)
        _ = try await world.say("interview", to: id, key: world.partner)
        let rejected = try await world.say("reject", to: id, key: world.partner, #"{"reason": "experience"}"#)
        #expect(rejected["next_offers"].array?.count == 0, "the partner is told of none")
        let read = try await world.read(id, key: person.key)
        #expect(read["state"].string == "rejected")
        #expect(read["end_reason"].string == "experience")
        let next = (read["next_offers"].array ?? []).compactMap { $0["id"].string }
        #expect(next.count == 3 && !next.contains(offers[0]), "\(read.text)")
        let second = try await world.applied(person, to: offers[1])
        let withdrawn = try await world.say("withdraw", to: second, key: person.key)
        #expect(withdrawn["end_reason"].string == "applicant")
        #expect(withdrawn["next_offers"].array?.count == 3)
        #expect(try await world.say("withdraw", to: second, key: person.key).status == 200)
        let messages = try await world.rows(
            "SELECT o.due_at AS a, o.subject AS b, o.body AS c FROM log.outbox o JOIN bg.person_contact p ON p.value = o.address WHERE p.person = '\(person.id)'"
        )
        #expect(messages.count == 2, "not of what one does oneself")
        #expect(messages.contains { $0.contains("a avancé d'une étape") }, "in French, as the record says")
        #expect(messages.contains { $0.contains("a pris fin") }, "in French, as the record says")
        #expect(!messages.contains { $0.contains("Person") || $0.contains(offers[0]) })
    }

    @Test func `the rules in force refuse by the clause, and what nobody has said never refuses`() async throws {
        let world = try await ApplicationWorld.shared
        let interface = world.interface
        let offer = try await world.offer(places: 9, clauses: #", {"clause": "not_in_employment"}"#)
        let person = try await world.applicant()
        let no = try await world.apply(person, to: offer, #", "attestations": {"not_in_employment": "no"}"#)
        #expect(no.code == "not_eligible")
        #expect(no["errors/0/pointer"].string == "/attestations/not_in_employment")
        #expect(no["errors/0/code"].string == "clause_not_met")
        let strange = try await world.apply(person, to: offer, #", "attestations": {"is_tall": "yes"}"#)
        #expect(strange.json.complaints == ["/attestations unknown_code"])
        for body in [
            #", "attestations": {"not_in_employment": "maybe"}"#, #", "share": ["soul"]"#,
            #", "share": ["name", "name"]"#,
        ] {
            #expect(try await world.apply(person, to: offer, body).status == 422)
        }
        let yes = try await world.apply(person, to: offer, #", "attestations": {"not_in_employment": "yes"}"#)
        #expect(yes["attestations/not_in_employment"].string == "yes")
        let silent = try await world.applicant()
        #expect(try await world.apply(silent, to: offer).status == 201)

        // The same clause by which matching leaves out.
        let foreign = try await world.applicant()
        let origins = #"{"origins": [{"country": "MA", "by": "descent", "generation": 3}]}"#
        let changed = try await interface.ask(
            .patch, "members/me", key: foreign.key, origins, ["If-Match": "\"1\""])
        #expect(changed.status == 200, "\(changed.text)")
        let refused = try await world.apply(foreign, to: offer)
        #expect(refused.code == "not_eligible")
        #expect(refused["detail"].string?.contains("origin of version 1") == true)
        #expect(refused["errors/0/pointer"].string == "/offer")
        try await interface.service.load()
        let why = try await interface.ask(.get, "members/me/matches/\(offer)?kind=offers", key: foreign.key)
        #expect(why.text.contains("not_eligible"))

        // A draft is judged when it is sent, by the version of that moment.
        let draft = try await world.applied(silent, to: try await world.offer(), #", "draft": true"#)
        #expect(try await world.read(draft, key: world.partner).status == 404, "a draft is the applicant's alone")
        #expect(try await world.read(draft, key: interface.keys[.desk]).status == 404)
        let version = try await interface.ask(.get, "members/me", key: silent.key)["version"].integer ?? 0
        _ = try await interface.ask(.patch, "members/me", key: silent.key, origins, ["If-Match": "\"\(version)\""])
        let late = try await world.say("submit", to: draft, key: silent.key, #"{"share": ["name"]}"#)
        #expect(late.code == "not_eligible")
    }

    @Test func `what cannot be is refused by its name`() async throws {
        let world = try await ApplicationWorld.shared
        let interface = world.interface
        let offer = try await world.offer()
        let silent = try await interface.register("members", as: .desk, Bodies.member("Silent Person"))
        let party = ApplicationWorld.Party(id: silent, key: try await interface.memberKey(silent))
        #expect(try await world.apply(party, to: offer).code == "consent_missing")
        try await world.share(party, with: interface.employer)
        #expect(try await world.apply(party, to: offer).code == "consent_missing", "it is shared with somebody else")
        let person = try await world.applicant()
        _ = try await world.applied(person, to: offer)
        #expect(try await world.apply(person, to: offer).code == "application_exists")
        let draft = try await interface.register(
            "offers", as: .partner, Bodies.offer(interface.centre, interface.centre, status: "draft"))
        for unknown in [UUID().uuidString.lowercased(), draft] {
            #expect(try await world.apply(person, to: unknown)["errors/0/pointer"].string == "/offer")
        }
        for status in ["suspended", "closed", "withdrawn"] {
            let other = try await world.offer()
            try await world.change(other, #"{"status": "\#(status)"}"#)
            #expect(try await world.apply(person, to: other).code == "offer_closed", "\(status)")
        }
        let (past, future) = (try await world.offer(), try await world.offer())
        try await world.change(past, #"{"closes_at": "2026-06-01T00:00:00Z"}"#)
        try await world.change(future, #"{"opens_at": "2098-06-01T00:00:00Z"}"#)
        for closed in [past, future] { #expect(try await world.apply(person, to: closed).code == "offer_closed") }
        let full = try await world.offer()
        let taker = try await world.applicant()
        _ = try await world.say("accept", to: try await world.offered(taker, full), key: taker.key)
        #expect(try await world.apply(person, to: full).code == "places_filled")
        let young = try await world.applicant()
        try await interface.database.execute(
            "UPDATE bg.person SET born_year = extract(year FROM now())::int - 17, born_month = NULL WHERE id = '\(literally: young.id)'"
        )
        #expect(try await world.apply(young, to: offer).code == "under_age")
        let id = try await world.applied(person, to: try await world.offer())
        for body in ["{}", ApplicationWorld.place(in: -60), ApplicationWorld.place(in: 91 * 86_400)] {
            let refused = try await world.say("offer", to: id, key: world.partner, body)
            #expect(refused["errors/0/pointer"].string == "/respond_by", "\(refused.text)")
        }
        #expect(
            try await world.say("reject", to: id, key: world.partner, #"{"reason": "too old"}"#)["errors/0/pointer"]
                .string == "/reason")
    }

    @Test func `applying twice with a key is applying once, and a member applies to 20 offers a day`() async throws {
        let world = try await ApplicationWorld.shared
        let person = try await world.applicant()
        let offer = try await world.offer()
        let first = try await world.apply(person, to: offer, as: "once")
        let again = try await world.apply(person, to: offer, as: "once")
        #expect(first.status == 201)
        #expect(first.text == again.text)
        let other = try await world.apply(person, to: offer, #", "share": ["name"]"#, as: "once")
        #expect(other.code == "idempotency_payload_differs")
        try await world.interface.database.execute(
            """
            INSERT INTO bg.application (id, offer, person, organisation, ending, ended_at, end_reason)
            SELECT gen_random_uuid(), a.offer, a.person, a.organisation, 'withdrawn', now(), 'applicant'
            FROM bg.application a, generate_series(2, 20) WHERE a.person = '\(literally: person.id)'
            """)
        #expect(try await world.apply(person, to: try await world.offer()).code == "application_limit")
    }

    @Test func `of applications at once a member makes twenty a day`() async throws {
        let world = try await ApplicationWorld.shared
        let person = try await world.applicant()
        var offers: [String] = []
        for _ in 0..<26 { offers.append(try await world.offer()) }
        for offer in offers[..<14] { _ = try await world.applied(person, to: offer) }
        let answers = try await AtOnce.all(Array(offers[14...])) { try await world.apply(person, to: $0) }
        #expect(AtOnce.codes(answers) == ["201": 6, "application_limit": 6])
    }

    @Test func `each lists the own, page by page, and an offer's alone`() async throws {
        let world = try await ApplicationWorld.shared
        let interface = world.interface
        let (person, other) = (try await world.applicant("Zubdarilist"), try await world.applicant())
        let offers = [try await world.offer(), try await world.offer(), try await world.offer()]
        var ids: [String] = []
        for offer in offers { ids.append(try await world.applied(person, to: offer, #", "share": ["name"]"#)) }
        let foreign = try await world.applied(other, to: offers[0])
        _ = try await world.say("withdraw", to: ids[1], key: person.key)
        let page = { (path: String, key: String?) in try await interface.ask(.get, "applications\(path)", key: key) }
        let all = { (answer: Answer) in (answer["items"].array ?? []).compactMap { $0["id"].string } }
        #expect(Set(all(try await page("/mine?limit=100", person.key))) == Set(ids))
        #expect(all(try await page("/mine?state=withdrawn", person.key)) == [ids[1]])
        let first = try await page("/mine?state=submitted&limit=1", person.key)
        let cursor = try #require(first["next"].string)
        let second = try await page("/mine?state=submitted&limit=1&cursor=\(cursor)", person.key)
        #expect(Set(all(first) + all(second)) == [ids[0], ids[2]])
        #expect(try await page("/mine?limit=1&cursor=\(cursor)", person.key).code == "cursor_invalid")
        let listed = try await page("?offer=\(offers[0])", world.partner)
        #expect(Set(all(listed)) == [ids[0], foreign])
        #expect(!listed.text.contains(person.id) && !listed.text.contains("Zubdari"), "a list names nobody")
        #expect(Set(all(try await page("?offer=\(offers[0])", interface.keys[.desk]))) == [ids[0], foreign])
        #expect(all(try await page("?offer=\(offers[0])", interface.otherDeskKey)) == [])
        _ = try await interface.ask(.delete, "members/me/consents/share_with_desk", key: person.key)
        #expect(all(try await page("?offer=\(offers[0])", interface.keys[.desk])) == [foreign])
        #expect(try await world.read(ids[0], key: interface.keys[.desk]).status == 404)
        #expect(try await page("?state=tired", world.partner).code == "malformed_parameter")
        #expect(try await page("?offer=tired", world.partner).code == "malformed_parameter")
    }
}
