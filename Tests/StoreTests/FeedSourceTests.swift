import Foundation
import Model
import Store
import TestDatabase
import Testing

/// Nothing that the index is made of changes unnoticed.
@Suite struct FeedSourceTests {
    @Test func `every table of records that the index reads tells of its changes`() async throws {
        let silent = try await TestDatabase.empty().contents(
            of: """
                SELECT c.relname FROM pg_class c
                WHERE c.relnamespace = 'bg'::regnamespace AND c.relkind = 'r'
                    AND has_any_column_privilege('bg_matcher', c.oid, 'SELECT')
                    AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname LIKE 'feed%')
                """)
        #expect(silent == [])
    }

    @Test func `an organisation that moves to another country takes its ventures and offers along`() async throws {
        let records = try await Records()
        let (store, reader) = (records.database.store, records.database.feed)
        let (venture, offer) = (Identifier<Venture>.new(at: Records.now), Identifier<Offer>.new(at: Records.now))
        try await store.run(InsertVenture(id: venture, venture: records.venture(of: [])))
        try await store.run(InsertOffer(id: offer, offer: records.offer()))
        var cursor = try await reader.run(ReadFeedCursor())
        var desk = try Records.organisation()
        desk.status = .active
        try await store.run(UpdateOrganisation(id: records.desk, expected: 1, organisation: desk))
        #expect(
            try await reader.run(ReadChanges(since: cursor)).isEmpty, "the index knows nothing of it but the country")
        cursor = try await reader.run(ReadFeedCursor())
        desk.place = try Place("GR")
        try await store.run(UpdateOrganisation(id: records.desk, expected: 2, organisation: desk))
        let changes = try await reader.run(ReadChanges(since: cursor))
        #expect(changes.ids == ["venture": [venture.uuid], "offer": [offer.uuid]])
        let loaded = try await store.run(
            LoadIndex(
                scope: .some(
                    people: [], ventures: changes.ids["venture"] ?? [], offers: changes.ids["offer"] ?? [],
                    criteria: [])))
        #expect(loaded.ventures.map(\.country) == ["GR"])
        #expect(loaded.offers.map(\.country) == ["GR"])
    }

    @Test func `an organisation that is moved takes along the mentors of desks that named themselves`() async throws {
        let records = try await Records()
        let (store, reader) = (records.database.store, records.database.feed)
        let id = try await records.addMember()
        try await store.run(InsertMentor(mentor: records.mentor(of: id)))
        let parent = Identifier<Organisation>.new(at: Records.now)
        try await store.run(InsertOrganisation(id: parent, organisation: Records.organisation()))
        let cursor = try await reader.run(ReadFeedCursor())
        var desk = try Records.organisation()
        desk.parent = parent
        try await store.run(UpdateOrganisation(id: records.desk, expected: 1, organisation: desk))
        #expect(try await reader.run(ReadChanges(since: cursor)).ids == ["mentor": [id.uuid]])
    }

    @Test func `a consent that is given or withdrawn is a change of the member`() async throws {
        let records = try await Records()
        let (store, reader) = (records.database.store, records.database.feed)
        let id = try await records.addMember()
        var cursor = try await reader.run(ReadFeedCursor())
        try await store.run(WithdrawConsent(person: id, purpose: .match, at: Records.now))
        #expect(try await reader.run(ReadChanges(since: cursor)).ids == ["member": [id.uuid]])
        cursor = try await reader.run(ReadFeedCursor())
        try await store.run(GiveConsent(person: id, consent: Records.consent(), at: Records.now))
        #expect(try await reader.run(ReadChanges(since: cursor)).ids == ["member": [id.uuid]])
    }

    /// It would else be held for ever, with a connection.
    @Test(.timeLimit(.minutes(1))) func `who is cancelled before there is a moment to read at holds none`() async throws
    {
        let records = try await Records()
        let store = records.database.feed
        let reading = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await store.withSnapshot { _ throws(StoreError) in }
        }
        await #expect(throws: StoreError.self) { try await reading.value }
        _ = try await store.run(ReadFeedCursor())
    }
}
