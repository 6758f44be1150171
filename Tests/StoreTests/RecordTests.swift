import Foundation
import Model
import Store
import TestDatabase
import Testing

/// What is written is read again, and a change is refused unless the caller had read the newest version.
@Suite struct RecordTests {
    @Test func `an organisation is read as it was written and changes by its version`() async throws {
        let records = try await Records()
        let id = Identifier<Organisation>.new(at: Records.now)
        let first = try Records.organisation(parent: records.desk)
        try await store(records).run(InsertOrganisation(id: id, organisation: first))
        var second = first
        second.kind = .employer
        second.place = try Place("GR")
        second.status = .active
        second.parent = nil
        try await check(
            id: id.uuid, first, second, in: records, read: ReadOrganisation(id: id),
            update: { UpdateOrganisation(id: id, expected: $0.version, organisation: $1) })
        let nobody = Identifier<Organisation>.new(at: Records.now)
        await expectNotFound(UpdateOrganisation(id: nobody, expected: 1, organisation: first), in: records)
        #expect(try await store(records).run(ReadOrganisation(id: nobody)) == nil)
    }

    @Test func `a member is read with everything and changes by its version`() async throws {
        let records = try await Records()
        let id = try await records.addMember()
        let first = try records.member()
        var second = first
        second.person.name = try PlainText("Dimitris")
        second.person.latinName = nil
        second.person.born = try PartialDate("1981-03-31")
        second.person.origins.removeFirst()
        second.person.residences.reverse()
        second.profile.skills.reverse()
        second.profile.period = nil
        second.wish = nil
        second.headline = nil
        second.status = .paused
        try await check(
            id: id.uuid, first, second, in: records, read: ReadMember(id: id),
            update: { UpdateMember($0, to: $1) })
        try await store(records).run(UpdateMember(Stored(id: id.uuid, version: 2, value: second), to: first))
        #expect(try await store(records).run(ReadMember(id: id))?.value == first, "a wish comes back")
        let nobody = Identifier<Member>.new(at: Records.now)
        await expectNotFound(UpdateMember(Stored(id: nobody.uuid, version: 1, value: second), to: first), in: records)
        #expect(try await store(records).run(ReadMember(id: nobody)) == nil)
    }

    @Test func `a change writes what is not the same, and nothing else`() async throws {
        let records = try await Records()
        let id = try await records.addMember()
        let stored = try #require(try await store(records).run(ReadMember(id: id)))
        var changed = stored.value
        changed.profile.skills[1].level = .working
        changed.profile.languages.removeLast()
        try await store(records).run(UpdateMember(stored, to: changed))
        #expect(try await store(records).run(ReadMember(id: id))?.value == changed)
        let written = try await records.database.contents(
            of: """
                SELECT kind, count(*) FROM (
                    SELECT 'person' AS kind, xmin FROM bg.person UNION ALL SELECT 'criteria', xmin FROM bg.criteria
                    UNION ALL SELECT 'origin', xmin FROM bg.person_origin
                    UNION ALL SELECT 'residence', xmin FROM bg.person_residence
                    UNION ALL SELECT 'skill', xmin FROM bg.criteria_skill
                    UNION ALL SELECT 'sector', xmin FROM bg.criteria_sector
                    UNION ALL SELECT 'language', xmin FROM bg.criteria_language
                    UNION ALL SELECT 'place', xmin FROM bg.criteria_place
                ) AS written WHERE xmin = (SELECT xmin FROM bg.member) GROUP BY kind
                """)
        let whatTheIndexReads = #"{"kind": "criteria", "count": 1}"#
        #expect(written == [#"{"kind": "skill", "count": 1}"#, whatTheIndexReads].sorted())
    }

    @Test func `a mentor is read as written and changes by its version`() async throws {
        let records = try await Records()
        let id = try await records.addMember()
        let first = try records.mentor(of: id)
        try await store(records).run(InsertMentor(mentor: first))
        var second = first
        second.headline = nil
        second.profile = Profile()
        second.capacity = 0
        second.replyDays = nil
        second.desks = []
        second.status = .dormant
        try await check(
            id: id.uuid, first, second, in: records, read: ReadMentor(id: id),
            update: { UpdateMentor($0, to: $1) })
        let nobody = Identifier<Member>.new(at: Records.now)
        let missing = try records.mentor(of: nobody)
        await expectNotFound(UpdateMentor(Stored(id: nobody.uuid, version: 1, value: second), to: missing), in: records)
        #expect(try await store(records).run(ReadMentor(id: nobody)) == nil)
    }

    @Test func `a venture is read with its founders, the lead first, and changes by its version`() async throws {
        let records = try await Records()
        let founders = [try await records.addMember(), try await records.addMember()]
        let id = Identifier<Venture>.new(at: Records.now)
        let first = try records.venture(of: founders)
        try await store(records).run(InsertVenture(id: id, venture: first))
        var second = first
        second.name = try PlainText("Olives and figs")
        second.founders = try records.venture(of: founders.reversed()).founders
        second.need = Need()
        second.stage = .growing
        second.collective = false
        second.mentorsWanted = 3
        second.status = .graduated
        try await check(
            id: id.uuid, first, second, in: records, read: ReadVenture(id: id),
            update: { UpdateVenture($0, to: $1) })
        #expect(try await store(records).run(VenturesFoundedBy(person: founders[0])) == [id])
        let nobody = Identifier<Venture>.new(at: Records.now)
        await expectNotFound(UpdateVenture(Stored(id: nobody.uuid, version: 1, value: second), to: first), in: records)
        #expect(try await store(records).run(ReadVenture(id: nobody)) == nil)
    }

    @Test func `an offer is read with its dated rules and changes by its version`() async throws {
        let records = try await Records()
        let id = Identifier<Offer>.new(at: Records.now)
        let first = try records.offer()
        try await store(records).run(InsertOffer(id: id, offer: first))
        var second = first
        second.kind = .grant
        second.title = try LocalizedText(["ar": PlainText("منحة")])
        second.rules.removeFirst()
        second.need.skills = []
        second.gives.languages = []
        second.places = 9
        // Where the applications say how many are taken, nobody else does.
        second.taken = first.taken
        second.status = .filled
        second.committedPlaces = nil
        try await check(
            id: id.uuid, first, second, in: records, read: ReadOffer(id: id),
            update: { UpdateOffer($0, to: $1) })
        let nobody = Identifier<Offer>.new(at: Records.now)
        await expectNotFound(UpdateOffer(Stored(id: nobody.uuid, version: 1, value: second), to: first), in: records)
        #expect(try await store(records).run(ReadOffer(id: nobody)) == nil)
    }

    private func expectNotFound(_ query: some Query, in records: Records) async {
        let error = await #expect(throws: StoreError.self) { _ = try await store(records).run(query) }
        guard case .notFound = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    private func store(_ records: Records) -> Store { records.database.store }

    /// The first value stands, gives way to the second once, and not twice.
    private func check<Value: Equatable & Sendable, Read: Query, Update: Query>(
        id: UUID, _ first: Value, _ second: Value, in records: Records, read: Read,
        update: (Stored<Value>, Value) -> Update
    ) async throws where Read.Result == Stored<Value>? {
        let written = try #require(try await store(records).run(read))
        #expect(written.id == id)
        #expect(written.version == 1)
        #expect(written.value == first)
        _ = try await store(records).run(update(written, second))
        let changed = try #require(try await store(records).run(read))
        #expect(changed.version == 2)
        #expect(changed.value == second)
        let stale = await #expect(throws: StoreError.self) { _ = try await store(records).run(update(written, first)) }
        guard case .versionStale(current: 2) = stale else {
            Issue.record("\(String(describing: stale))")
            return
        }
        #expect(try await store(records).run(read)?.value == second)
    }
}
