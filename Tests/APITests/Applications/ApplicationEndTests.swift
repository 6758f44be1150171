import Foundation
import Matching
import Model
import Postgres
import Store
import TestDatabase
import Testing

@testable import API

/// Applications end also where somebody does not come, or nobody decides, and what ended says what else there is.
@Suite struct ApplicationEndTests {
    /// An accepted place.
    private func accepted(_ offer: String, _ world: ApplicationWorld) async throws -> (String, ApplicationWorld.Party) {
        let person = try await world.applicant()
        let id = try await world.offered(person, offer)
        #expect(try await world.say("accept", to: id, key: person.key).status == 200)
        return (id, person)
    }

    /// As if a place had been accepted some days ago, for an offer whose period began as many months ago.
    private func wait(_ id: String, days: Double, months: Int? = nil, _ world: ApplicationWorld) async throws {
        let database = world.interface.database
        try await database.execute(
            "UPDATE bg.application SET accepted_at = now() - \(days) * interval '1 day' WHERE id::text = \(id)")
        try await database.execute(
            """
            UPDATE bg.criteria c SET period_until = NULL, period_from = 12 * extract(year FROM now() AT TIME ZONE o.zone)
                + extract(month FROM now() AT TIME ZONE o.zone) - 1 - \(months)::int
            FROM bg.application a JOIN bg.offer o ON o.id = a.offer WHERE c.id = o.need AND a.id::text = \(id)
            """)
    }

    private static let absent = #"{"reason": "no_show"}"#

    @Test func `a place is taken back from who has had the time to come, and for nothing else`() async throws {
        let world = try await ApplicationWorld.shared
        let offer = try await world.offer()
        let (id, person) = try await accepted(offer, world)
        #expect(try await world.status(offer) == "filled")
        for (days, months) in [(0.0, nil), (2.9, nil), (60, -1)] as [(Double, Int?)] {
            try await wait(id, days: days, months: months, world)
            let refused = try await world.say("reject", to: id, key: world.partner, Self.absent)
            #expect(refused.code == "application_not_open", "\(days) \(months ?? 0)")
        }
        try await wait(id, days: 3.1, months: 1, world)
        for other in Application.Refusal.allCases where other != .noShow {
            let refused = try await world.say(
                "reject", to: id, key: world.partner, #"{"reason": "\#(other.rawValue)"}"#)
            #expect(refused.code == "application_not_open", "a place is not taken back for \(other)")
        }
        for _ in 0..<2 {
            let ended = try await world.say("reject", to: id, key: world.partner, Self.absent)
            #expect(ended["state"].string == "rejected" && ended["end_reason"].string == "no_show", "\(ended.text)")
            #expect(ended["applicant"].isNull)
        }
        #expect(try await world.free(offer) == 1)
        #expect(try await world.status(offer) == "open")
        #expect(try await world.read(id, key: person.key)["end_reason"].string == "no_show")
        #expect(try await world.say("place", to: id, key: world.partner).code == "application_not_open")
    }

    /// A place that somebody accepted, and is said not to have come to; of an employer's where that is asked.
    private func missed(_ organisation: String? = nil, _ world: ApplicationWorld) async throws -> (
        id: String, person: ApplicationWorld.Party, offer: String
    ) {
        let offer = try await world.offer(of: organisation)
        let person = try await world.applicant(with: organisation)
        let id = try await world.offered(person, offer)
        #expect(try await world.say("accept", to: id, key: person.key).status == 200)
        try await wait(id, days: 3.1, months: 1, world)
        #expect(try await world.say("reject", to: id, key: world.partner, Self.absent).status == 200)
        return (id, person, offer)
    }

    private func contest(_ application: String, _ key: String, _ world: ApplicationWorld) async throws -> Answer {
        try await world.interface.ask(
            .post, "contests", key: key, #"{"application": "\#(application)", "text": "I was there at eight."}"#,
            ["Idempotency-Key": UUID().uuidString])
    }

    private static func answer(_ outcome: String) -> String {
        #"{"outcome": "\#(outcome)", "reason": "the foreman remembers"}"#
    }

    @Test func `who is said not to have come contests it, and a lead of their desk settles it once`() async throws {
        let world = ApplicationWorld(interface: try await TestInterface(TestDatabase()))
        let interface = world.interface
        let lead = try await Staff.lead(of: interface.desk, interface)
        let (waiting, early) = try await accepted(try await world.offer(), world)
        let (id, person, offer) = try await missed(nil, world)
        for (application, key) in [(waiting, early.key), (id, early.key)] {
            let refused = try await contest(application, key, world)
            #expect(
                refused.status == 422 && refused.json.complaints == ["/application unknown_code"], "\(refused.text)")
        }
        let said = try await contest(id, person.key, world)
        #expect(said.status == 201 && said["application"].string == id, "\(said.text)")
        #expect(said["organisation"].string == interface.desk)
        #expect(try await contest(id, person.key, world).code == "contest_exists")
        let path = "contests/\(said["id"].string ?? "")/answer"
        for key in [world.partner, interface.otherDeskKey] {
            #expect(try await interface.ask(.post, path, key: key, Self.answer("upheld")).status == 404)
        }
        #expect(try await interface.ask(.get, "contests?open=true", as: .desk)["items"].array?.count == 1)
        let staff = try await interface.ask(.post, path, as: .desk, Self.answer("upheld"))
        #expect(staff.status == 403 && staff.code == "scope_missing", "\(staff.text)")
        #expect(try await world.read(id, key: person.key)["end_reason"].string == "no_show")
        #expect(try await lead.ask(.post, path, Self.answer("upheld")).status == 200)
        #expect(try await lead.ask(.post, path, Self.answer("rejected")).code == "contest_answered")
        for key in [person.key, world.partner] {
            let read = try await world.read(id, key: key)
            #expect(read["state"].string == "rejected" && read["end_reason"].string == "contest_upheld", "\(read.text)")
        }
        #expect(try await world.say("reject", to: id, key: world.partner, Self.absent).code == "application_not_open")
        #expect(try await world.free(offer) == 1, "it may be another's by now")
        let audit = try await interface.ask(.get, "audit/\(person.id)?limit=100", as: .auditor)
        let acts = (audit["items"].array ?? []).filter { $0["kind"].string == "contest" }
        #expect(acts.map { $0["operation"].string } == ["answerContest", "contestMatch"])
    }

    @Test func `where nobody leads the desk the centre settles it, and administrators where it is above who says it`()
        async throws
    {
        let world = ApplicationWorld(interface: try await TestInterface(TestDatabase()))
        let interface = world.interface
        let other = try await interface.register("organisations", as: .admin, Bodies.organisation("centre", "MA"))
        let otherKey = try await CreateKey(for: .partner(TestInterface.id(other))).run(in: interface.database.owner)
        for (organisation, centre, key) in [
            (interface.employer, other, otherKey), (interface.employer, nil, interface.keys[.admin]),
            (nil, nil, interface.keys[.admin]),
        ] as [(String?, String?, String?)] {
            let (id, person, offer) = try await missed(organisation, world)
            if let centre {
                try await interface.database.execute(
                    "UPDATE bg.offer SET centre = \(centre)::uuid WHERE id::text = \(offer)")
            }
            let said = try await contest(id, person.key, world)
            #expect(said.status == 201 && said["organisation"].string == centre, "\(said.text)")
            let path = "contests/\(said["id"].string ?? "")/answer"
            #expect(try await interface.ask(.post, path, as: .partner, Self.answer("rejected")).status == 404)
            let answered = try await interface.ask(.post, path, key: key, Self.answer("rejected"))
            #expect(answered["outcome"].string == "rejected", "\(answered.text)")
            #expect(try await world.read(id, key: person.key)["end_reason"].string == "no_show")
        }
    }

    @Test func `no desk and no lead above or below whoever says it settles it`() async throws {
        let world = ApplicationWorld(interface: try await TestInterface(TestDatabase()))
        let (interface, desk, centre) = (world.interface, world.interface.desk, world.interface.centre)
        let put = { (organisation: String, parent: String) in
            try await interface.database.execute(
                "UPDATE bg.organisation SET parent = \(parent)::uuid WHERE id::text = \(organisation)")
        }
        let settling = { @Sendable () async throws -> String? in
            let (id, person, _) = try await missed(interface.employer, world)
            let said = try await contest(id, person.key, world)
            try #require(said.status == 201, "\(said.text)")
            return said["organisation"].string
        }
        let ministry = try await interface.register("organisations", as: .admin, Bodies.organisation("ministry", "MA"))
        for one in [desk, centre] { try await put(one, ministry) }
        _ = try await Staff.lead(of: ministry, interface)
        #expect(try await settling() == nil, "the lead is above both")
        _ = try await Staff.lead(of: desk, interface)
        #expect(try await settling() == desk)
        try await put(centre, desk)
        #expect(try await settling() == nil, "the desk is above the employer")
        try await put(centre, ministry)
        try await put(desk, interface.employer)
        #expect(try await settling() == nil, "the desk is below the employer")
    }

    @Test func `who acts for what lies above both, or for both, settles nothing, wherever it is`() async throws {
        let world = ApplicationWorld(interface: try await TestInterface(TestDatabase()))
        let (interface, desk, centre) = (world.interface, world.interface.desk, world.interface.centre)
        let owner = interface.database.owner
        let ministry = try await interface.register("organisations", as: .admin, Bodies.organisation("ministry", "MA"))
        let other = try await interface.register("organisations", as: .admin, Bodies.organisation("centre", "MA"))
        for one in [desk, centre, other] {
            try await interface.database.execute(
                "UPDATE bg.organisation SET parent = \(ministry)::uuid WHERE id::text = \(one)")
        }
        let key = { (organisation: String) in
            try await CreateKey(for: .partner(TestInterface.id(organisation))).run(in: owner)
        }
        let (aboveBoth, elsewhere) = (try await key(ministry), try await key(other))
        let both = try await Staff(interface, as: .desk([TestInterface.id(desk)]), leading: desk)
        try await owner.run(SetMembership(of: both.login, TestInterface.id(interface.employer), .staff))
        let parties = [try await Staff.lead(of: ministry, interface), try await both.signIn()]
        let contested = { (expected: String) in
            let (id, person, offer) = try await missed(interface.employer, world)
            try await interface.database.execute(
                "UPDATE bg.offer SET centre = \(other)::uuid WHERE id::text = \(offer)")
            let said = try await contest(id, person.key, world)
            #expect(said["organisation"].string == expected, "\(said.text)")
            return "contests/\(said["id"].string ?? "")/answer"
        }
        let atCentre = try await contested(other)
        let refused = try await interface.ask(.post, atCentre, key: aboveBoth, Self.answer("rejected"))
        #expect(refused.status == 403 && refused.code == "scope_missing", "\(refused.text)")
        #expect(try await interface.ask(.post, atCentre, key: elsewhere, Self.answer("rejected")).status == 200)

        let lead = try await Staff.lead(of: desk, interface)
        let atDesk = try await contested(desk)
        for party in parties {
            let refused = try await party.ask(.post, atDesk, Self.answer("rejected"))
            #expect(refused.status == 403 && refused.code == "scope_missing", "\(refused.text)")
        }
        #expect(try await lead.ask(.post, atDesk, Self.answer("upheld")).status == 200)
    }

    @Test func `nobody goes on with an applicant whose consent has ended, before the clock has looked`() async throws {
        let world = try await ApplicationWorld.shared
        let (person, offer) = (try await world.applicant(), try await world.offer())
        let id = try await world.applied(person, to: offer)
        try await world.interface.database.execute(
            """
            UPDATE bg.consent SET until = now() - interval '1 second'
            WHERE person = '\(literally: person.id)' AND purpose = 'share_with_partner'
            """)
        for (verb, body) in [("shortlist", nil), ("interview", nil), ("offer", ApplicationWorld.place())] {
            #expect(try await world.say(verb, to: id, key: world.partner, body).code == "consent_missing", "\(verb)")
        }
        let ended = try await world.say("reject", to: id, key: world.partner, #"{"reason": "other"}"#)
        #expect(ended["state"].string == "rejected", "\(ended.text)")
    }

    @Test func `who accepted gives the place back until it has begun, and it is the next one's`() async throws {
        let world = try await ApplicationWorld.shared
        let offer = try await world.offer()
        let (id, person) = try await accepted(offer, world)
        for _ in 0..<2 {
            let left = try await world.say("withdraw", to: id, key: person.key)
            #expect(left["state"].string == "withdrawn" && left["end_reason"].string == "applicant", "\(left.text)")
        }
        #expect(try await world.free(offer) == 1)
        #expect(try await world.status(offer) == "open")
        #expect(try await world.say("place", to: id, key: world.partner).code == "application_not_open")
        let (next, other) = try await accepted(offer, world)
        try await wait(next, days: 4, world)
        #expect(try await world.say("place", to: next, key: world.partner)["state"].string == "placed")
        #expect(try await world.say("reject", to: next, key: world.partner, Self.absent).code == "application_not_open")
        #expect(try await world.say("withdraw", to: next, key: other.key).code == "application_not_open")
        #expect(try await world.free(offer) == 0)
    }

    @Test func `nobody is said not to have come who has no place, nor by another than whoever made the offer`()
        async throws
    {
        let world = try await ApplicationWorld.shared
        let person = try await world.applicant()
        let id = try await world.offered(person, try await world.offer())
        #expect(try await world.say("reject", to: id, key: world.partner, Self.absent).code == "application_not_open")
        _ = try await world.say("accept", to: id, key: person.key)
        #expect(try await world.say("reject", to: id, key: person.key, Self.absent).status == 403)
    }

    @Test func `whoever made the offer ends no place against the database's own rules`() async throws {
        let world = try await ApplicationWorld.shared
        let offer = try await world.offer()
        let (id, person) = try await accepted(offer, world)
        let database = world.interface.database
        var partner = Asker(.partner)
        partner.organisations = [try #require(UUID(uuidString: world.interface.centre))]
        let change = { (changes: SQL) in
            try await database.app.asked(by: partner).run(ChangeRow(id: id, changes: changes))
        }
        func ending(_ reason: String) -> SQL { "ending = 'rejected', ended_at = now(), end_reason = \(reason)" }
        for (days, months) in [(0.0, nil), (60, -1)] as [(Double, Int?)] {
            try await wait(id, days: days, months: months, world)
            for reason in ["other", "not_available", "no_show"] {
                await #expect(throws: StoreError.self, "\(days) \(reason)") { try await change(ending(reason)) }
            }
        }
        try await wait(id, days: 4, months: 1, world)
        await #expect(throws: StoreError.self) { try await change(ending("other")) }
        try await change("placed_at = now()")
        let changes: [SQL] = [
            "placed_at = NULL, \(ending("no_show"))", "placed_at = NULL", "placed_at = now() + interval '1 day'",
            "interview_at = now()", "respond_by = 'infinity'",
        ]
        for changes in changes { await #expect(throws: StoreError.self) { try await change(changes) } }
        var member = Asker(.member)
        member.person = UUID(uuidString: person.id)
        await #expect(throws: StoreError.self) {
            try await database.app.asked(by: member).run(
                ChangeRow(id: id, changes: "ending = 'withdrawn', ended_at = now(), end_reason = 'applicant'"))
        }
        await #expect(throws: (any Error).self) {
            try await database.execute("UPDATE bg.application SET placed_at = NULL WHERE id::text = \(id)")
        }
        #expect(try await world.free(offer) == 0)
        #expect(try await world.interface.ask(.post, "members/me/erasure", key: person.key).status == 204)
        #expect(try await world.read(id, key: world.partner)["state"].string == "placed")
        #expect(try await world.free(offer) == 0)
    }

    /// As if the program had forgotten its own rules.
    private struct ChangeRow: Query {
        let id: String
        let changes: SQL

        func run(in transaction: Transaction) throws(StoreError) {
            do throws(PostgresError) {
                _ = try transaction.query("UPDATE bg.application SET \(changes) WHERE id::text = \(id)")
            } catch { throw .failed(error) }
        }
    }

    @Test(arguments: ["submitted", "shortlisted", "interview"])
    func `what nobody decides on ends a month after the offer closed, or the last step`(_ state: String) async throws {
        let world = try await ApplicationWorld.shared
        let (offer, person) = (try await world.offer(), try await world.applicant())
        for _ in 0..<3 { _ = try await world.offer() }
        try await world.interface.service.load()
        let id = try await world.applied(person, to: offer)
        let step = ["shortlisted": "shortlist", "interview": "interview"][state]
        if let step { _ = try await world.say(step, to: id, key: world.partner) }
        let lapse = { (closed: Int, step: Int) in
            try await world.interface.database.execute(
                """
                UPDATE bg.offer SET opens_at = '2020-01-01', closes_at = now() - \(closed) * interval '1 day' WHERE id::text = \(offer)
                """)
            try await world.interface.database.execute(
                """
                UPDATE bg.application SET submitted_at = now() - \(step) * interval '1 day',
                    shortlisted_at = CASE WHEN shortlisted_at IS NOT NULL THEN now() - \(step) * interval '1 day' END,
                    interview_at = CASE WHEN interview_at IS NOT NULL THEN now() - \(step) * interval '1 day' END
                WHERE id::text = \(id)
                """)
            try await world.interface.database.app.run(LapseApplications())
            return try await world.read(id, key: person.key)
        }
        #expect(try await lapse(29, 60)["state"].string == state, "the offer closed a short while ago")
        #expect(try await lapse(60, 29)["state"].string == state, "so it was with what was said last")
        let ended = try await lapse(31, 31)
        #expect(ended["state"].string == "lapsed" && ended["end_reason"].string == "not_decided", "\(ended.text)")
        #expect(ended["next_offers"].array?.count == 3)
        let told = try await world.rows(
            "SELECT count(*)::int AS n FROM log.outbox o JOIN bg.person_contact p ON p.value = o.address WHERE p.person = '\(person.id)' AND o.subject LIKE '%a pris fin'"
        )
        #expect(told == [#"{"n": 1}"#])
    }

    @Test func `what is no longer due once others let go of the offer does not end`() async throws {
        let world = try await ApplicationWorld.shared
        let (offer, person) = (try await world.offer(), try await world.applicant())
        let id = try await world.applied(person, to: offer, #", "draft": true"#)
        let database = world.interface.database
        try await database.execute(
            "UPDATE bg.offer SET opens_at = '2020-01-01', closes_at = now() - interval '1 hour' WHERE id::text = \(offer)"
        )
        let later = await OpenTransaction(
            "UPDATE bg.offer SET closes_at = '2099-01-01' WHERE id::text = \(offer)", in: database.owner)
        async let lapsing: Void = database.app.run(LapseApplications())
        #expect(try await database.someoneWaits())
        try await later.commit()
        try await lapsing
        #expect(try await world.read(id, key: person.key)["state"].string == "draft")
    }

    @Test func `the next offers are none that was ever applied to, however long ago`() async throws {
        let world = ApplicationWorld(interface: try await TestInterface(TestDatabase()))
        let person = try await world.applicant()
        var offers: [String] = []
        for _ in 0..<6 { offers.append(try await world.offer()) }
        try await world.interface.service.load()
        let first = try await world.applied(person, to: offers[0])
        _ = try await world.say("withdraw", to: first, key: person.key)
        try await world.interface.database.execute(
            """
            INSERT INTO bg.application (id, offer, person, organisation, created_at, ending, ended_at, end_reason)
            SELECT ('ffffffff-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid, \(offers[1])::uuid, a.person,
                a.organisation, now() - interval '3 days', 'withdrawn', now(), 'applicant'
            FROM bg.application a, generate_series(1, 120) number WHERE a.id::text = \(first)
            """)
        let next = try await world.read(first, key: person.key)["next_offers"].array?.compactMap { $0["id"].string }
        #expect(next?.count == 3 && Set(next ?? []).isSubset(of: offers[2...]), "\(next ?? [])")
    }
}
