import Demo
import Foundation
import Matching
import Model
import Scoring
import Store
import Testing

@Suite struct FindMatchesTests {
    private func world() async throws -> DemoWorld { try await DemoWorld.shared.value }

    @Test func `the mentors of a venture are those that scoring everybody one by one gives, page by page`() async throws
    {
        let world = try await world()
        for venture in world.contents.ventures.prefix(40) {
            let stored = try #require(try await world.database.store.run(ReadVenture(id: venture.id)))
            let founders = Set(stored.value.founders.map(\.person.uuid))
            let judged = world.mentors(for: stored.value.need, besides: founders)
            let find = FindMatches(subject: .venture(venture.id), seek: [.mentors], limit: 7, at: Population.clock)
            let found = try await find.all(in: world.service, as: .admin)
            let expected = DemoWorld.ranked(judged)
            #expect(found.map(\.id) == expected.map(\.id))
            #expect(found.map(\.score) == expected.map(\.score))
            let page = try await find.run(in: world.service, as: .admin)
            #expect(page.total == expected.count)
            let leftOut = Dictionary(grouping: judged.compactMap(\.failed)) { $0 }.mapValues(\.count)
            #expect(page.leftOut == leftOut)
            #expect(found.allSatisfy { !founders.contains($0.id) })
        }
    }

    @Test func `mentors and members stand in one list, and who is both stands in it once`() async throws {
        let world = try await world()
        let need = try #require(world.contents.ventures.first?.need)
        let find = FindMatches(subject: .need(need), seek: [.mentors, .members], limit: 100, at: Population.clock)
        let found = try await find.all(in: world.service, as: .admin)
        let expected = DemoWorld.ranked(world.mentors(for: need) + world.members(for: need))
        #expect(found.map(\.id) == expected.map(\.id))
        #expect(found.map(\.score) == expected.map(\.score))
        #expect(Set(found.map(\.id)).count == found.count)
    }

    @Test func `the offers of a member are those that judging each offer gives`() async throws {
        let world = try await world()
        for member in world.contents.members.prefix(60) {
            let stored = try #require(try await world.database.store.run(ReadMember(id: member.id)))
            guard stored.value.wish == nil else { continue }
            let judged = world.offers(
                for: member.profile, residence: member.residence, origins: member.origins, at: Population.clock)
            let find = FindMatches(subject: .member(member.id), seek: [.offers], limit: 11, at: Population.clock)
            let found = try await find.all(in: world.service, as: Caller(role: .member(member.id), principal: nil))
            let expected = DemoWorld.ranked(judged)
            #expect(found.map(\.id) == expected.map(\.id))
            #expect(found.map(\.score) == expected.map(\.score))
        }
    }

    @Test func `the parts sum to the score, and a page that is not full shows who nearly fits`() async throws {
        let world = try await world()
        for venture in world.contents.ventures.prefix(30) {
            let find = FindMatches(subject: .venture(venture.id), seek: [.mentors], limit: 100, at: Population.clock)
            let page = try await find.run(in: world.service, as: .admin)
            for match in page.items {
                #expect(match.explanation.parts.reduce(0) { $0 + $1.weight } == 250)
                #expect(match.explanation.parts.reduce(0) { $0 + $1.points } == match.score)
            }
            guard page.items.count < 100 else { continue }
            for (match, reason) in page.nearest {
                let explain = ExplainMatch(
                    subject: find.subject, other: (match.kind, match.id), at: Population.clock)
                #expect(try await explain.run(in: world.service, as: .admin).standing.leftOut == [reason])
            }
        }
    }

    @Test func `before the index is loaded nothing is answered`() async throws {
        let world = try await world()
        let service = Service(store: world.database.app) { Population.clock }
        let find = FindMatches(subject: .need(Need()), seek: [.offers, .mentors], at: Population.clock)
        await #expect { try await find.run(in: service, as: .admin) } throws: { error in
            if case .loading = error as? MatchingError { true } else { false }
        }
    }
}
