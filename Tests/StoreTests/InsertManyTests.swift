import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// Many records by COPY are the same as one by one.
@Suite struct InsertManyTests {
    @Test func `records that were added at once are read like records that were added one by one`() async throws {
        let records = try await Records()
        let store = records.database.store
        // In order, as the founders of a venture are read after the lead.
        let people = (0..<3).map { Identifier<Member>.new(at: Records.now + Double($0)) }
        let (venture, offer) = (Identifier<Venture>.new(at: Records.now), Identifier<Offer>.new(at: Records.now))
        var bare = try records.member()
        bare.person = Person(name: try PlainText("Tab\\t and \\N, \"quoted\""))
        bare.headline = nil
        bare.wish = nil
        bare.profile = Profile()

        var batch = RecordBatch()
        batch.members = [
            RecordBatch.NewMember(
                id: people[0], member: try records.member(), consents: [try Records.consent()],
                contact: ["email": "d@example.org", "phone": "+212"]),
            RecordBatch.NewMember(id: people[1], member: bare, consents: []),
            RecordBatch.NewMember(
                id: people[2], member: try records.member(),
                consents: [try Records.consent(.contact), try Records.consent(.statistics)]),
        ]
        batch.mentors = [try records.mentor(of: people[0]), try records.mentor(of: people[1])]
        batch.mentors[1].headline = nil
        batch.mentors[1].replyDays = nil
        batch.mentors[1].desks = []
        batch.ventures = [(venture, try records.venture(of: people))]
        batch.offers = [(offer, try records.offer())]
        try await store.run(InsertMany(batch, at: Records.now))

        let single = try await Records()
        for new in batch.members {
            try await single.database.store.run(
                InsertMember(
                    id: new.id, member: new.member, consents: new.consents, contact: new.contact, at: Records.now))
        }
        #expect(single.concept == records.concept)
        for new in batch.members {
            #expect(try await store.run(ReadMember(id: new.id))?.value == new.member)
            #expect(
                try await store.run(ReadConsents(person: new.id))
                    == single.database.store.run(ReadConsents(person: new.id)))
        }
        for mentor in batch.mentors { #expect(try await store.run(ReadMentor(id: mentor.member))?.value == mentor) }
        #expect(try await store.run(ReadVenture(id: venture))?.value == batch.ventures[0].venture)
        #expect(try await store.run(ReadOffer(id: offer))?.value == batch.offers[0].offer)
        for table in Self.tables {
            #expect(
                try await records.database.contents(of: table) == single.database.contents(of: table), "\(table)")
        }
    }

    /// What a member is kept in, but for the identifiers and instants that are made anew each time.
    private static let tables: [SQL] = [
        "SELECT * FROM bg.person_contact", "SELECT * FROM bg.person_residence", "SELECT * FROM bg.person_origin",
        "SELECT person, purpose, text_version, language, channel, given_at FROM bg.consent",
        // Neither puts words into the queue: the use case does, once for each record.
        "SELECT normal, seen FROM ref.unmapped",
    ]
}
