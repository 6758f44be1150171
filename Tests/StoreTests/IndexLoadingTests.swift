import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// What the index is loaded from: whoever may be matched now, and nobody else.
@Suite struct IndexLoadingTests {
    let records: Records
    var database: TestDatabase { records.database }
    var store: Store { database.store }

    init() async throws { records = try await Records() }

    private func insertMember(consenting: Bool = true, _ status: Member.Status = .live) async throws
        -> Identifier<Member>
    {
        let id = Identifier<Member>.new(at: Records.now)
        var member = try records.member()
        member.status = status
        let consent = try Records.consent()
        try await store.run(
            InsertMember(id: id, member: member, consents: consenting ? [consent] : [], at: Records.now))
        return id
    }

    private func insertMentor(_ id: Identifier<Member>, _ status: Mentor.Status = .open) async throws {
        var mentor = try records.mentor(of: id)
        mentor.status = status
        try await store.run(InsertMentor(mentor: mentor))
    }

    /// What the matching role sees of a profile: everything but the words.
    private func wordless(_ profile: Profile) -> Profile {
        var profile = profile
        profile.skills = profile.skills.map {
            Profile.Skill(mention: SkillMention(text: "", concept: $0.mention.concept), level: $0.level)
        }
        return profile
    }

    private func wordless(_ need: Need) -> Need {
        var need = need
        for index in need.skills.indices {
            need.skills[index].mention = SkillMention(text: "", concept: need.skills[index].mention.concept)
        }
        return need
    }

    @Test func `a member and mentor in whole, but for the words`() async throws {
        let id = try await insertMember()
        try await insertMentor(id)
        let contents = try await store.run(LoadIndex(scope: .all))
        let member = try #require(contents.members.first)
        #expect(contents.members.count == 1)
        #expect(member.id == id)
        #expect(member.profile == wordless(try records.profile()))
        #expect(member.residences == (try records.member().person.residences))
        #expect(member.origins == (try records.member().person.origins))
        #expect(member.isOpenMentor)
        let mentor = try #require(contents.mentors.first)
        #expect(contents.mentors.count == 1)
        #expect(mentor.id == id)
        #expect((mentor.free, mentor.replyDays) == (2, 7))
        #expect(mentor.desks == [records.desk])
        #expect(mentor.profile == wordless(try records.profile()))
        #expect(mentor.residences == member.residences)
    }

    @Test func `a venture and an offer in whole, but for the words`() async throws {
        try await store.run(InsertVenture(id: .new(at: Records.now), venture: records.venture(of: [])))
        let sample = try records.offer()
        try await store.run(InsertOffer(id: .new(at: Records.now), offer: sample))
        let contents = try await store.run(LoadIndex(scope: .all))
        let venture = try #require(contents.ventures.first)
        #expect(contents.ventures.count == 1)
        #expect((venture.desk, venture.country) == (records.desk, "MA"))
        #expect(venture.need == wordless(try records.need()))
        let offer = try #require(contents.offers.first)
        #expect(contents.offers.count == 1)
        #expect((offer.country, offer.free) == ("MA", 3))
        #expect((offer.opensAt, offer.closesAt) == (sample.opensAt, sample.closesAt))
        #expect(offer.rules == sample.rules)
        #expect(offer.need == wordless(sample.need))
        #expect(offer.gives == wordless(sample.gives))
    }

    @Test func `who has not consented, has withdrawn, paused or retired is not there`() async throws {
        let seen = try await insertMember()
        for id in [
            try await insertMember(consenting: false), try await insertMember(.paused),
            try await insertMember(.retired),
        ] {
            try await insertMentor(id)
        }
        let withdrawn = try await insertMember()
        try await insertMentor(withdrawn)
        try await store.run(WithdrawConsent(person: withdrawn, purpose: .match, at: Records.now))
        let restricted = try await insertMember()
        _ = try await database.count(
            "WITH r AS (UPDATE bg.person SET status = 'restricted' WHERE id = \(restricted.uuid) RETURNING 1) SELECT count(*) FROM r"
        )
        let contents = try await store.run(LoadIndex(scope: .all))
        #expect(contents.members.map(\.id) == [seen])
        #expect(contents.members.map(\.isOpenMentor) == [false])
        #expect(contents.mentors.isEmpty)
    }

    @Test(arguments: Mentor.Status.allCases) func `only an open mentor is there`(_ status: Mentor.Status) async throws {
        let id = try await insertMember()
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
        let (one, other) = (try await insertMember(), try await insertMember())
        try await insertMentor(one)
        let offers = [Identifier<Offer>.new(at: Records.now), .new(at: Records.now)]
        for id in offers { try await store.run(InsertOffer(id: id, offer: records.offer())) }
        let some = try await store.run(
            LoadIndex(scope: .some(people: [one.uuid], ventures: [], offers: [offers[0].uuid], criteria: [])))
        #expect(some.members.map(\.id) == [one])
        #expect(some.mentors.map(\.id) == [one])
        #expect(some.members.first?.profile == wordless(try records.profile()))
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
