import Foundation
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

    @Test(arguments: ["no_show", "not_available"])
    func `an accepted place that nobody takes up is given back with its reason`(_ reason: String) async throws {
        let world = try await ApplicationWorld.shared
        let offer = try await world.offer()
        let (id, person) = try await accepted(offer, world)
        #expect(try await world.status(offer) == "filled")
        let body = #"{"reason": "\#(reason)"}"#
        for other in ["skills", "others_chosen", "other"] {
            let refused = try await world.say("reject", to: id, key: world.partner, #"{"reason": "\#(other)"}"#)
            #expect(refused.code == "application_not_open", "a place is not taken back for \(other)")
        }
        for _ in 0..<2 {
            let ended = try await world.say("reject", to: id, key: world.partner, body)
            #expect(ended["state"].string == "rejected" && ended["end_reason"].string == reason, "\(ended.text)")
            #expect(ended["applicant"].isNull)
        }
        #expect(try await world.free(offer) == 1)
        #expect(try await world.status(offer) == "open")
        #expect(try await world.read(id, key: person.key)["end_reason"].string == reason)
        #expect(try await world.say("place", to: id, key: world.partner).code == "application_not_open")
        // The place is the next one's.
        let (next, _) = try await accepted(offer, world)
        #expect(try await world.say("place", to: next, key: world.partner)["state"].string == "placed")
        #expect(try await world.say("reject", to: next, key: world.partner, body).code == "application_not_open")
        #expect(try await world.free(offer) == 0)
    }

    @Test func `nobody is said not to have come who has no place, nor by another than whoever made the offer`()
        async throws
    {
        let world = try await ApplicationWorld.shared
        let person = try await world.applicant()
        let id = try await world.offered(person, try await world.offer())
        let absent = #"{"reason": "no_show"}"#
        #expect(try await world.say("reject", to: id, key: world.partner, absent).code == "application_not_open")
        _ = try await world.say("accept", to: id, key: person.key)
        #expect(try await world.say("reject", to: id, key: person.key, absent).status == 403)
        let database = world.interface.database
        var partner = Asker(.partner)
        partner.organisations = [try #require(UUID(uuidString: world.interface.centre))]
        for reason in ["other", "skills"] {
            await #expect(throws: StoreError.self) {
                try await database.app.asked(by: partner).run(EndApplication(id: id, reason: reason))
            }
        }
        try await database.app.asked(by: partner).run(EndApplication(id: id, reason: "no_show"))
    }

    /// As if the program had forgotten its own rules.
    private struct EndApplication: Query {
        let id, reason: String

        func run(in transaction: Transaction) throws(StoreError) {
            do throws(PostgresError) {
                _ = try transaction.query(
                    """
                    UPDATE bg.application SET ending = 'rejected', ended_at = now(), end_reason = \(reason)
                    WHERE id::text = \(id)
                    """)
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
            "SELECT count(*)::int AS n FROM log.outbox o JOIN bg.person_contact p ON p.value = o.address WHERE p.person = '\(person.id)' AND o.subject LIKE '%has ended'"
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
        try await waitForWaiter(in: database)
        try await later.commit()
        try await lapsing
        #expect(try await world.read(id, key: person.key)["state"].string == "draft")
    }

    /// Until somebody waits for a lock that another holds.
    private func waitForWaiter(in database: TestDatabase) async throws {
        for _ in 0..<500 {
            let waiting = try await database.contents(
                of: "SELECT 1 AS n FROM pg_locks l WHERE NOT l.granted AND l.locktype = 'transactionid'")
            if !waiting.isEmpty { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("nobody waits")
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
