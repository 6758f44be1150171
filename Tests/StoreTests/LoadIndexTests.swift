import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// The index holds those who let themselves be matched and what is open, and nothing else.
@Suite struct LoadIndexTests {
    @Test func `a person is loaded while live and consenting, as a mentor while open`() async throws {
        let records = try await Records()
        let store = records.database.store
        let people = try await records.people([
            "plain", "withdrawn", "paused", "restricted", "offered", "open", "again",
        ])
        func id(_ name: String) throws -> Identifier<Member> { try #require(people[name]) }
        for name in ["withdrawn", "again"] {
            try await store.run(WithdrawConsent(person: id(name), purpose: .match, at: Records.now))
        }
        try await store.run(GiveConsent(person: id("again"), consent: Records.consent(), at: Records.now))
        try await store.run(
            GiveConsent(person: id("withdrawn"), consent: Records.consent(.statistics), at: Records.now))
        let stored = try #require(try await store.run(ReadMember(id: id("paused"))))
        var paused = stored.value
        paused.status = .paused
        try await store.run(UpdateMember(stored, to: paused))
        let restricted = try id("restricted").uuid
        try await records.database.execute("UPDATE bg.person SET status = 'restricted' WHERE id = \(restricted)")
        for name in ["withdrawn", "paused", "restricted", "offered", "open"] {
            var mentor = try records.mentor(of: id(name))
            if name == "offered" { mentor.status = .offered }
            try await store.run(InsertMentor(mentor: mentor))
        }
        #expect(
            try await store.run(LoadIndex(scope: .all)).mentors.isEmpty, "no desk is shared with, nor named in person")
        try await records.database.execute("UPDATE bg.mentor SET named = true")

        let loaded = try await store.run(LoadIndex(scope: .all))
        #expect(Set(loaded.members.map(\.id)) == Set(try ["plain", "offered", "open", "again"].map(id)))
        #expect(loaded.mentors.map(\.id) == [try id("open")])
        for member in loaded.members { #expect(member.isOpenMentor == (member.id == (try id("open")))) }
        let chosen: Set<UUID> = [try id("open").uuid, try id("paused").uuid]
        let some = try await store.run(
            LoadIndex(scope: .some(people: chosen, ventures: [], offers: [], criteria: [])))
        #expect(some.members.map(\.id) == [try id("open")])
        #expect(some.mentors.map(\.id) == [try id("open")])
        #expect(some.ventures.isEmpty && some.offers.isEmpty)
    }

    @Test func `what is loaded is what was written, but for the words`() async throws {
        let records = try await Records()
        let store = records.database.store
        let person = try await records.addMember()
        try await store.run(InsertMentor(mentor: records.mentor(of: person)))
        try await records.database.execute("UPDATE bg.mentor SET named = true")
        let venture = Identifier<Venture>.new(at: Records.now)
        try await store.run(InsertVenture(id: venture, venture: records.venture(of: [person])))
        let offer = Identifier<Offer>.new(at: Records.now)
        try await store.run(InsertOffer(id: offer, offer: records.offer()))
        var draft = try records.offer()
        draft.status = .draft
        try await store.run(InsertOffer(id: .new(at: Records.now), offer: draft))
        var closed = try records.venture(of: [])
        closed.status = .closed
        try await store.run(InsertVenture(id: .new(at: Records.now), venture: closed))

        let loaded = try await store.run(LoadIndex(scope: .all))
        let profile = try records.profile().withoutWords
        let need = try records.need().withoutWords
        let member = try #require(loaded.members.first)
        #expect(member.profile.withoutWords == profile)
        #expect(member.residence == "MA")
        #expect(member.origins == (try records.member().person.origins))
        let mentor = try #require(loaded.mentors.first)
        #expect(mentor.profile.withoutWords == profile)
        #expect(mentor.residence == "MA")
        #expect(mentor.free == 2)
        #expect(mentor.replyDays == 7)
        #expect(mentor.desks == [records.desk])
        #expect(loaded.ventures.map(\.id) == [venture])
        #expect(loaded.ventures.map(\.desk) == [records.desk])
        #expect(loaded.ventures.map(\.country) == ["MA"])
        #expect(loaded.ventures.map(\.need.withoutWords) == [need])
        #expect(loaded.offers.map(\.id) == [offer])
        #expect(loaded.offers.map(\.need.withoutWords) == [need])
        #expect(loaded.offers.map(\.gives.withoutWords) == [profile])
        #expect(loaded.offers.map(\.rules) == [try records.offer().rules])
        #expect(loaded.offers.map(\.free) == [3])
        #expect(loaded.offers.map(\.opensAt) == [try records.offer().opensAt])
        #expect(loaded.offers.map(\.closesAt) == [try records.offer().closesAt])
    }
}

extension Records {
    fileprivate func people(_ names: [String]) async throws -> [String: Identifier<Member>] {
        var people: [String: Identifier<Member>] = [:]
        for name in names { people[name] = try await addMember() }
        return people
    }
}

extension SkillMention {
    /// As the role that matches reads it, which may not read what people typed.
    fileprivate var withoutWords: SkillMention { SkillMention(text: "", concept: concept) }
}

extension Profile {
    fileprivate var withoutWords: Profile {
        var profile = self
        profile.skills = skills.map { Skill(mention: $0.mention.withoutWords, level: $0.level) }
        return profile
    }
}

extension Need {
    fileprivate var withoutWords: Need {
        var need = self
        need.skills = skills.map {
            Skill(mention: $0.mention.withoutWords, importance: $0.importance, level: $0.level, must: $0.must)
        }
        return need
    }
}
