import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// What the index is loaded from: whoever may be matched now, and nobody else.
@Suite struct IndexScopeTests {
    let records: Records
    var database: TestDatabase { records.database }
    var store: Store { database.store }

    init() async throws { records = try await Records() }

    private func insertMentor(_ id: Identifier<Member>, _ status: Mentor.Status = .open) async throws {
        var mentor = try records.mentor(of: id)
        mentor.status = status
        try await store.run(InsertMentor(mentor: mentor))
        try await database.execute("UPDATE bg.mentor SET named = true")
    }

    @Test(arguments: Mentor.Status.allCases) func `only an open mentor is there`(_ status: Mentor.Status) async throws {
        let id = try await records.addMember()
        try await insertMentor(id, status)
        let contents = try await store.run(LoadIndex(scope: .all))
        #expect(contents.mentors.map(\.id) == (status == .open ? [id] : []))
        #expect(contents.members.map(\.isOpenMentor) == [status == .open])
    }

    @Test func `only incubated ventures and open offers are there`() async throws {
        for status in Venture.Status.allCases {
            var venture = try records.venture(of: [])
            venture.status = status
            try await store.run(InsertVenture(id: .new(at: Records.now), venture: venture))
        }
        for status in Offer.Status.allCases {
            var offer = try records.offer()
            offer.status = status
            try await store.run(InsertOffer(id: .new(at: Records.now), offer: offer))
        }
        let contents = try await store.run(LoadIndex(scope: .all))
        #expect((contents.ventures.count, contents.offers.count) == (1, 1))
    }

    @Test func `a part is chosen by record or by criteria`() async throws {
        let (one, other) = (try await records.addMember(), try await records.addMember())
        try await insertMentor(one)
        let offers = [Identifier<Offer>.new(at: Records.now), .new(at: Records.now)]
        for id in offers { try await store.run(InsertOffer(id: id, offer: records.offer())) }
        let some = try await store.run(
            LoadIndex(scope: .some(people: [one.uuid], ventures: [], offers: [offers[0].uuid], criteria: [])))
        #expect(some.members.map(\.id) == [one])
        #expect(some.mentors.map(\.id) == [one])
        #expect(some.offers.map(\.id) == [offers[0]])
        #expect(some.offers.first?.rules == (try records.offer().rules))
        let profile = try await uuid("SELECT profile FROM bg.member WHERE id = \(other.uuid)")
        let gives = try await uuid("SELECT gives FROM bg.offer WHERE id = \(offers[1].uuid)")
        let byCriteria = try await store.run(
            LoadIndex(scope: .some(people: [], ventures: [], offers: [], criteria: [profile, gives])))
        #expect(byCriteria.members.map(\.id) == [other])
        #expect(byCriteria.mentors.isEmpty)
        #expect(byCriteria.offers.map(\.id) == [offers[1]])
        let none = try await store.run(LoadIndex(scope: .some(people: [], ventures: [], offers: [], criteria: [])))
        #expect(none.members.count + none.mentors.count + none.offers.count == 0)
    }

    private func uuid(_ sql: SQL) async throws -> UUID {
        let id = try await database.owner.transaction(as: .owner) { transaction throws(StoreError) in
            do throws(PostgresError) {
                var row = try transaction.query(sql).first
                return try row?.next(UUID.self)
            } catch {
                throw StoreError(error)
            }
        }
        return try #require(id)
    }
}
