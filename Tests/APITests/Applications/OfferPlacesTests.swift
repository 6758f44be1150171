import Foundation
import HTTP
import Matching
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// The places of an offer, however many want them at once, and however an application ends.
@Suite struct OfferPlacesTests {
    private func counts(_ offer: String, _ world: ApplicationWorld) async throws -> [String] {
        try await world.rows(
            "SELECT o.taken, (SELECT count(*)::int FROM bg.application a WHERE a.offer = o.id AND a.holds) AS held FROM bg.offer o WHERE id = '\(offer)'"
        )
    }

    @Test func `of fifty who accept the last place at once one gets it, and the others hear why not`() async throws {
        let world = try await ApplicationWorld.shared
        let offer = try await world.offer()
        var all: [(id: String, party: ApplicationWorld.Party)] = []
        for _ in 0..<50 {
            let party = try await world.applicant()
            all.append((try await world.offered(party, offer), party))
        }
        let waiting = try await world.applied(try await world.applicant(), to: offer)
        let answers = try await AtOnce.all(all) { try await world.say("accept", to: $0.id, key: $0.party.key) }
        #expect(AtOnce.codes(answers) == ["yes": 1, "places_filled": 49])
        #expect(try await counts(offer, world) == [#"{"held": 1, "taken": 1}"#])
        #expect(try await world.status(offer) == "filled")
        let rejected = try await world.read(waiting, key: world.partner)
        #expect(rejected["state"].string == "rejected")
        #expect(rejected["end_reason"].string == "places_filled")
    }

    @Test func `a place is taken only while the applicant shares`() async throws {
        let world = try await ApplicationWorld.shared
        let offer = try await world.offer()
        let person = try await world.applicant()
        let id = try await world.offered(person, offer)
        // As if its term had come, and the clock not yet.
        try await world.interface.database.execute(
            """
            UPDATE bg.consent SET until = now() - interval '1 second'
            WHERE person::text = \(person.id) AND purpose = 'share_with_partner'
            """)
        #expect(try await world.say("accept", to: id, key: person.key).code == "consent_missing")
        #expect(try await world.free(offer) == 1)
        try await world.share(person, with: world.interface.centre)
        #expect(try await world.say("accept", to: id, key: person.key).status == 200)
    }

    @Test func `what an applicant said is told beside who that is, and in no list`() async throws {
        let world = try await ApplicationWorld.shared
        let offer = try await world.offer(clauses: #", {"clause": "zubdarisaid"}"#)
        let person = try await world.applicant()
        let id = try await world.applied(
            person, to: offer, #", "share": ["skills"], "attestations": {"zubdarisaid": "yes"}"#)
        #expect(try await world.read(id, key: world.partner)["attestations/zubdarisaid"].string == "yes")
        let listed = try await world.interface.ask(.get, "applications?offer=\(offer)", key: world.partner)
        #expect(listed["items/0/id"].string == id, "\(listed.text)")
        #expect(!listed.text.contains("zubdari"))
        let rests = try await world.interface.ask(.put, "members/me/restriction", key: person.key)
        #expect(rests.status == 200, "\(rests.text)")
        let unseen = try await world.read(id, key: world.partner)
        #expect(unseen["applicant"].isNull && !unseen.text.contains("zubdari"), "\(unseen.text)")
        #expect(try await world.read(id, key: person.key)["attestations/zubdarisaid"].string == "yes")
    }

    @Test func `withdrawn consent ends it at once and gives the place back, erasure takes the applicant out of it`()
        async throws
    {
        let world = try await ApplicationWorld.shared
        let offer = try await world.offer(clauses: #", {"clause": "zubdariclause"}"#)
        let person = try await world.applicant("Zubdariperson")
        let said = #", "share": ["skills"], "attestations": {"zubdariclause": "yes"}"#
        let id = try await world.applied(person, to: offer, said)
        let offered = try await world.say("offer", to: id, key: world.partner, ApplicationWorld.place())
        #expect(offered.text.contains("zubdari") && offered["share"] == .array([.string("skills")]), "\(offered.text)")
        _ = try await world.say("accept", to: id, key: person.key)
        #expect(try await world.free(offer) == 0)
        try await world.unshare(person)
        let ended = try await world.read(id, key: world.partner)
        #expect(ended["state"].string == "withdrawn")
        #expect(ended["end_reason"].string == "applicant", "why is nobody else's to know")
        #expect(ended["applicant"].isNull)
        #expect(!ended.text.contains("zubdari") && ended["share"].array?.isEmpty == true, "nor what was said")
        #expect(try await world.read(id, key: person.key)["end_reason"].string == "consent_withdrawn")
        #expect(try await world.free(offer) == 1)
        #expect(try await world.status(offer) == "open", "whoever comes next may apply again")

        let next = try await world.applicant("Zubdarinext")
        let second = try await world.applied(next, to: offer, said.replacing("skills", with: "name"))
        _ = try await world.say("offer", to: second, key: world.partner, ApplicationWorld.place())
        _ = try await world.say("accept", to: second, key: next.key)
        #expect(try await world.interface.ask(.post, "members/me/erasure", key: next.key).status == 204)
        let left = try await world.read(second, key: world.partner)
        #expect(left["state"].string == "withdrawn")
        #expect(left["share"].array?.count == 0)
        #expect(left["attestations"].object?.members.count == 0)
        #expect(try await world.free(offer) == 1)
        let dump = try await world.interface.database.owner.run(EveryTable())
        #expect(!dump.contains("Zubdarinext"))
        #expect(!dump.split(separator: "\n").contains { $0.hasPrefix("bg.application") && $0.contains(next.id) })
    }

    @Test func `a member who leaves and an offer that is closed or withdrawn end what is open`() async throws {
        let world = try await ApplicationWorld.shared
        let offer = try await world.offer(places: 3)
        let (one, two, leaving) = (
            try await world.applicant(), try await world.applicant(), try await world.applicant()
        )
        let accepted = try await world.offered(one, offer)
        _ = try await world.say("accept", to: accepted, key: one.key)
        let (open, left) = (try await world.applied(two, to: offer), try await world.offered(leaving, offer))
        _ = try await world.say("accept", to: left, key: leaving.key)
        #expect(try await world.free(offer) == 1)
        let version = try await world.interface.ask(.get, "members/me", key: leaving.key)["version"].integer ?? 0
        let retired = try await world.interface.ask(
            .delete, "members/me", key: leaving.key, nil, ["If-Match": "\"\(version)\""])
        #expect(retired.status == 204, "\(retired.text)")
        #expect(try await world.read(left, key: world.partner)["state"].string == "withdrawn")
        #expect(try await world.free(offer) == 2)
        try await world.change(offer, #"{"status": "closed"}"#)
        #expect(try await world.read(open, key: two.key)["end_reason"].string == "offer_closed")
        #expect(try await world.read(accepted, key: one.key)["state"].string == "accepted")
        try await world.change(offer, #"{"status": "withdrawn"}"#)
        #expect(try await world.read(accepted, key: one.key)["end_reason"].string == "offer_withdrawn")
        #expect(try await world.free(offer) == 3)
        #expect(try await world.status(offer) == "withdrawn")
    }

    @Test func `whoever withdraws, closes or is erased while others accept leaves no place taken and nobody waiting`()
        async throws
    {
        let world = try await ApplicationWorld.shared
        for round in 0..<8 { #expect(try await leftBehind(world, erasing: round % 2 == 1) == []) }
    }

    @Test(arguments: [
        "ALTER TABLE bg.consent_withdrawal DISABLE TRIGGER end_applications",
        "ALTER TABLE bg.offer DISABLE TRIGGER end_applications",
        """
        CREATE FUNCTION bg.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.taken := greatest(NEW.taken, OLD.taken);
        RETURN NEW; END $$; CREATE TRIGGER keep BEFORE UPDATE ON bg.offer FOR EACH ROW EXECUTE FUNCTION bg.keep()
        """,
    ])
    func `what is left behind is noticed`(_ planted: String) async throws {
        let world = ApplicationWorld(interface: try await TestInterface(TestDatabase()))
        for statement in planted.split(separator: "; CREATE TRIGGER").enumerated() {
            try await world.interface.database.execute(
                "\(literally: (statement.offset > 0 ? "CREATE TRIGGER" : "") + String(statement.element))")
        }
        #expect(try await leftBehind(world, erasing: false) != [])
    }

    /// Two people accept the places of two offers while the first offer is withdrawn and the first of the people, who applies to
    /// other offers meanwhile, withdraws or is erased; what then is otherwise than it should be.
    private func leftBehind(_ world: ApplicationWorld, erasing: Bool) async throws -> [String] {
        let offers = [try await world.offer(places: 2), try await world.offer(places: 2)]
        var made: [String] = []
        for _ in 0..<8 { made.append(try await world.offer()) }
        let others = made
        let (one, two) = (try await world.applicant(), try await world.applicant())
        let ids = [
            try await world.offered(one, offers[0]), try await world.offered(one, offers[1]),
            try await world.offered(two, offers[0]), try await world.offered(two, offers[1]),
        ]
        let answers = try await AtOnce.all(Array(0..<14)) { number in
            switch number {
            case 0, 1: try await world.say("accept", to: ids[number], key: one.key)
            case 2, 3: try await world.say("accept", to: ids[number], key: two.key)
            case 4...8: try await world.apply(one, to: others[number - 4])
            case 9: try await withdraw(offers[0], world)
            case 10:
                erasing
                    ? try await world.interface.ask(.post, "members/me/erasure", key: one.key)
                    : try await world.interface.ask(.delete, "members/me/consents/share_with_partner", key: one.key)
            default: try await world.apply(one, to: others[number - 6])
            }
        }
        let list = others.joined(separator: ",")
        var wrong = answers.filter { $0.status >= 500 }.map(\.text)
        let open = try await world.rows(
            """
            SELECT (SELECT count(*)::int FROM bg.application WHERE offer = '\(offers[0])' AND ending IS NULL) AS withdrawn,
                (SELECT count(*)::int FROM bg.application WHERE (person = '\(one.id)' OR offer::text = ANY('{\(list)}'))
                    AND ending IS NULL) AS gone
            """)
        if open != [#"{"gone": 0, "withdrawn": 0}"#] { wrong += open }
        for (offer, held) in zip(offers, [0, 1]) {
            let counts = try await counts(offer, world)
            if counts != [#"{"held": \#(held), "taken": \#(held)}"#] { wrong += counts }
        }
        return wrong
    }

    /// Of whichever version the offer is, which changes with each place that is taken.
    private func withdraw(_ offer: String, _ world: ApplicationWorld) async throws -> Answer {
        while true {
            let version = try await world.interface.ask(.get, "offers/\(offer)", as: .partner)["version"].integer ?? 0
            let answer = try await world.interface.ask(
                .patch, "offers/\(offer)", as: .partner, #"{"status": "withdrawn"}"#, ["If-Match": "\"\(version)\""])
            if answer.status != 412 { return answer }
        }
    }

    @Test func `who answers too late hears so, and the clock ends what nobody answered or sent`() async throws {
        let world = try await ApplicationWorld.shared
        let person = try await world.applicant()
        let id = try await world.offered(person, try await world.offer())
        try await world.interface.database.execute(
            "UPDATE bg.application SET respond_by = now() - interval '1 second' WHERE id = '\(literally: id)'")
        #expect(try await world.say("accept", to: id, key: person.key).code == "application_not_offered")
        let (late, later) = (try await world.offer(places: 5), try await world.offer(places: 5))
        let sent = try await world.applied(person, to: late, #", "draft": true"#)
        let unsent = try await world.applied(person, to: later, #", "draft": true"#)
        #expect(try await world.read(sent, key: person.key)["state"].string == "draft")
        for (offer, minutes) in [(late, 10), (later, 20)] {
            try await world.interface.database.execute(
                "UPDATE bg.offer SET closes_at = now() - \(literally: "\(minutes)") * interval '1 minute' WHERE id = '\(literally: offer)'"
            )
        }
        let grace = try await world.say("submit", to: sent, key: person.key, #"{"share": ["name"]}"#)
        #expect(grace["state"].string == "submitted", "\(grace.text)")
        #expect(grace["late"].bool == true)
        #expect(try await world.say("submit", to: sent, key: person.key, "{}").status == 200)
        #expect(try await world.apply(try await world.applicant(), to: late).code == "offer_closed")
        #expect(try await world.say("submit", to: unsent, key: person.key, "{}").code == "offer_closed")
        try await world.interface.database.app.run(LapseApplications())
        #expect(try await world.read(id, key: person.key)["state"].string == "lapsed")
        #expect(try await world.read(id, key: person.key)["end_reason"].string == "no_answer")
        #expect(try await world.read(unsent, key: person.key)["end_reason"].string == "not_submitted")
        #expect(try await world.read(sent, key: person.key)["state"].string == "submitted")
    }

    @Test func `a consent that ends by itself shows nothing from then on, and the clock ends what it shared`()
        async throws
    {
        let world = try await ApplicationWorld.shared
        let person = try await world.applicant()
        let offer = try await world.offer()
        let id = try await world.applied(person, to: offer, #", "share": ["name"]"#)
        _ = try await world.say("offer", to: id, key: world.partner, ApplicationWorld.place())
        _ = try await world.say("accept", to: id, key: person.key)
        try await world.interface.database.execute(
            """
            UPDATE bg.consent SET given_at = now() - interval '2 days', until = now() - interval '1 day'
            WHERE person = '\(literally: person.id)' AND purpose = 'share_with_partner'
            """)
        #expect(try await world.read(id, key: world.partner)["applicant"].isNull)
        try await world.interface.database.app.run(LapseApplications())
        #expect(try await world.read(id, key: person.key)["end_reason"].string == "consent_withdrawn")
        #expect(try await world.free(offer) == 1)
    }

    @Test func `the database lets nobody speak for another, nor change how many places are taken`() async throws {
        let world = try await ApplicationWorld.shared
        let (person, other) = (try await world.applicant(), try await world.applicant())
        let offer = try await world.offer()
        let application = try TestInterface.id(try await world.offered(person, offer)) as Identifier<Application>
        let app = world.interface.database.app
        var (member, partner, foreign) = (Asker(.member), Asker(.partner), Asker(.partner))
        member.person = UUID(uuidString: person.id)
        partner.organisations = [try #require(UUID(uuidString: world.interface.centre))]
        foreign.organisations = [try #require(UUID(uuidString: world.interface.employer))]
        for (asker, step) in [
            (partner, ChangeApplication.Step.accept), (partner, .withdraw), (member, .reject(.other)), (member, .place),
            (foreign, .reject(.other)), (foreign, .shortlist),
        ] {
            await #expect(throws: StoreError.self, "\(asker.role) \(step)") {
                try await app.asked(by: asker).run(ChangeApplication(application, step))
            }
        }
        #expect(try await world.read("\(application)", key: person.key)["state"].string == "offered")
        let content = ApplicationContent(attestations: [:], shared: [.name])
        let insert = InsertApplication(
            id: .new(at: .now), to: try TestInterface.id(offer), by: try TestInterface.id(other.id), content,
            ruleVersion: nil, isDraft: false)
        let refused = try await #require(throws: StoreError.self) { try await app.asked(by: member).run(insert) }
        guard case .failed(.insufficientPrivilege) = refused else {
            Issue.record("\(refused)")
            return
        }
        let rights = try await world.rows(
            """
            SELECT count(*)::int AS n FROM pg_roles r, (VALUES ('offer', 'taken'), ('mentor', 'held'), ('venture', 'mentored')) c (name, kept)
            WHERE rolname LIKE 'bg\\_%' AND rolname <> 'bg_owner' AND (has_column_privilege(r.oid, 'bg.' || name, kept, 'UPDATE')
                OR has_column_privilege(r.oid, 'bg.' || name, kept, 'INSERT'))
            """)
        #expect(rights == [#"{"n": 0}"#])
    }
}
