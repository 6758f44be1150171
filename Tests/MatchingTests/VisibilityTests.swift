import Demo
import Foundation
import Matching
import Model
import Ranking
import Scoring
import Store
import Testing

@Suite struct VisibilityTests {
    private func error(_ body: () async throws -> Void) async -> MatchingError? {
        do { try await body() } catch { return error as? MatchingError }
        return nil
    }

    @Test func `a desk sees the mentors of its own desks and those who work with any, and its own ventures`()
        async throws
    {
        let world = try await DemoWorld()
        let desks = [Population.organisation("MA", .desk), Population.organisation("NP", .desk)]
        let mentors = Array(world.contents.mentors.filter { $0.free > 0 }.prefix(2))
        for (mentor, desk) in zip(mentors, desks) {
            try await world.database.store.transaction { transaction throws(StoreError) in
                guard let stored = try ReadMentor(id: mentor.id).run(in: transaction) else { throw .notFound }
                var changed = stored.value
                changed.desks = [desk]
                try UpdateMentor(stored, to: changed).run(in: transaction)
            }
        }
        // As if the mentors had said so in person.
        try await world.database.execute("UPDATE bg.mentor SET named = true WHERE desks <> '{}'")
        try await world.service.load()
        for (own, desk) in desks.enumerated() {
            let caller = Caller(role: .desk([desk]), principal: nil)
            let find = FindMatches(subject: .need(Need()), seek: [.mentors], limit: 100, at: Population.clock)
            let found = Set(try await find.all(in: world.service, as: caller).map(\.id))
            #expect(found.contains(mentors[own].id.uuid))
            #expect(!found.contains(mentors[1 - own].id.uuid))
            let searched = try await SearchFor(.mentors, RecordFilter(), limit: 100).all(in: world.service, as: caller)
            #expect(searched.contains(mentors[own].id.uuid) && !searched.contains(mentors[1 - own].id.uuid))
            let ventures = FindMatches(
                subject: .mentor(mentors[own].id), seek: [.ventures], limit: 100, at: Population.clock)
            let theirs = Set(try await ventures.all(in: world.service, as: caller).map(\.id))
            #expect(!theirs.isEmpty)
            #expect(theirs.isSubset(of: world.contents.ventures.filter { $0.desk == desk }.map(\.id.uuid)))
            let foreign = try #require(world.contents.ventures.first { $0.desk == desks[1 - own] })
            let refusal = await error {
                _ = try await FindMatches(subject: .venture(foreign.id), seek: [.mentors], at: Population.clock)
                    .run(in: world.service, as: caller)
            }
            #expect(refusal.map { if case .notFound = $0 { true } else { false } } == true)
        }
    }

    @Test func `people and ventures are for desks and administrators, offers for everybody`() async throws {
        let world = try await DemoWorld.shared.value
        let member = try #require(world.contents.members.first).id
        let callers: [Caller] = [
            .anonymous, Caller(role: .member(member), principal: nil),
            Caller(role: .partner([Population.organisation("MA", .employer)]), principal: nil),
        ]
        for caller in callers {
            for kinds: Set<Matching.Kind> in [[.mentors], [.members], [.mentors, .members]] {
                let refusal = await error {
                    _ = try await FindMatches(subject: .need(Need()), seek: kinds, at: Population.clock)
                        .run(in: world.service, as: caller)
                }
                #expect(refusal.map { if case .scopeMissing = $0 { true } else { false } } == true)
            }
            let offers = FindMatches(
                subject: .profile(Profile(), wish: nil, origins: []), seek: [.offers], at: Population.clock)
            #expect(try await !offers.run(in: world.service, as: caller).items.isEmpty)
        }
    }

    @Test func `who withdraws, pauses or retires is in no match and no search`() async throws {
        let world = try await DemoWorld()
        let people = Array(world.contents.members.filter { !$0.isOpenMentor }.prefix(3)).map(\.id)
        let (withdrew, paused, retired) = (people[0], people[1], people[2])
        try await world.database.store.run(WithdrawConsent(person: withdrew, purpose: .match, at: Population.clock))
        for (id, status) in [(paused, Member.Status.paused), (retired, .retired)] {
            try await world.database.store.transaction { transaction throws(StoreError) in
                guard let stored = try ReadMember(id: id).run(in: transaction) else { throw .notFound }
                var changed = stored.value
                changed.status = status
                try UpdateMember(stored, to: changed).run(in: transaction)
            }
        }
        try await world.service.load()
        let desk = Caller(role: .desk([Population.organisation("MA", .desk)]), principal: nil)
        let find = FindMatches(subject: .need(Need()), seek: [.members], limit: 100, at: Population.clock)
        let found = Set(try await find.all(in: world.service, as: desk).map(\.id))
        let searched = try await SearchFor(.members, RecordFilter(), limit: 100).all(in: world.service, as: desk)
        for id in people {
            #expect(!found.contains(id.uuid))
            #expect(!searched.contains(id.uuid))
            let refusal = await error {
                _ = try await ExplainMatch(subject: .need(Need()), other: (.members, id.uuid), at: Population.clock)
                    .run(in: world.service, as: desk)
            }
            #expect(refusal.map { if case .notFound = $0 { true } else { false } } == true)
        }
        #expect(!found.isEmpty && searched.count > 1_000)
    }

    @Test func `an offer is there from its opening to its closing, by the instant that is asked for`() async throws {
        let world = try await DemoWorld.shared.value
        let offer = try #require(world.contents.offers.first { $0.free > 0 && $0.rules.isEmpty })
        for (at, isThere) in [
            (offer.opensAt - 1, false), (offer.opensAt, true), (offer.closesAt, true), (offer.closesAt + 1, false),
        ] {
            let explain = ExplainMatch(
                subject: .profile(Profile(), wish: nil, origins: []), other: (.offers, offer.id.uuid), at: at)
            let refusal = await error { _ = try await explain.run(in: world.service, as: .anonymous) }
            #expect((refusal == nil) == isThere)
        }
    }
}

extension SearchFor {
    /// Everybody on every page.
    fileprivate func all(in service: Service, as caller: Caller) async throws -> Set<UUID> {
        var search = self
        var ids: Set<UUID> = []
        while true {
            let page = try await search.run(in: service, as: caller)
            #expect(ids.isDisjoint(with: page.items.map(\.id)))
            ids.formUnion(page.items.map(\.id))
            guard let next = page.next else { return ids }
            search.after = next
        }
    }
}
