import Demo
import Foundation
import Matching
import Model
import Ranking
import Scoring
import Store
import Taxonomy
import TestDatabase

/// The demo's population with a service on it, and what the service's answers are compared with: everybody scored one by
/// one by the rules of scoring alone.
struct DemoWorld: Sendable {
    let database: TestDatabase
    let service: Service
    let taxonomy: Taxonomy
    let contents: IndexContents

    /// One for the tests that change nothing.
    static let shared = Task { try await DemoWorld() }

    init() async throws {
        database = try await TestDatabase()
        _ = try await LoadDemo().run(in: database.store)
        service = try await database.service(at: Population.clock)
        taxonomy = try await database.taxonomy()
        contents = try await database.store.run(LoadIndex(scope: .all))
    }

    /// Somebody with the score and the first condition that fails.
    struct Judged: Equatable {
        let id: UUID
        let score: Int
        let failed: LeftOut?
    }

    /// Mentors as a need sees them.
    func mentors(for need: Need, besides excluded: Set<UUID> = []) -> [Judged] {
        let items = NeedItems(need, in: taxonomy, ofMentors: true)
        return contents.mentors.filter { !excluded.contains($0.id.uuid) }.map { mentor in
            let terms = ProfileTerms.terms(
                of: mentor.profile, residence: mentor.residence, replyDays: mentor.replyDays)
            return judge(mentor.id.uuid, items, terms, hasPlace: mentor.free > 0)
        }
    }

    /// Members who are no open mentors, as a need sees them.
    func members(for need: Need, besides excluded: Set<UUID> = [], alsoMentors: Bool = false) -> [Judged] {
        let items = NeedItems(need, in: taxonomy, ofMentors: true)
        return contents.members.filter { !excluded.contains($0.id.uuid) && (alsoMentors || !$0.isOpenMentor) }.map {
            let terms = ProfileTerms.terms(of: $0.profile, residence: $0.residence)
            return judge($0.id.uuid, items, terms, hasPlace: true)
        }
    }

    /// Offers that are open at an instant, as a person sees them who has no wish.
    func offers(for profile: Profile, residence: String?, origins: [Person.Origin], at: Date) -> [Judged] {
        let terms = ProfileTerms.terms(of: profile, residence: residence) + Eligibility.terms(of: origins)
        return contents.offers.filter { ($0.opensAt...$0.closesAt).contains(at) }.map { offer in
            let items = NeedItems(offer.need, in: taxonomy, ofMentors: false)
            let judged = judge(offer.id.uuid, items, terms, hasPlace: offer.free > 0)
            let isEligible = Eligibility.conditions(of: offer.rules).allSatisfy { holds($0, terms, at) }
            return Judged(
                id: judged.id, score: judged.score, failed: judged.failed ?? (isEligible ? nil : .notEligible))
        }
    }

    /// Those who match, the best first, ties by identifier.
    static func ranked(_ judged: [Judged]) -> [Judged] {
        judged.filter { $0.failed == nil }.sorted { left, right in
            left.score != right.score
                ? left.score > right.score : left.id.uuidString < right.id.uuidString
        }
    }

    private func judge(_ id: UUID, _ items: NeedItems, _ terms: [TermLevel], hasPlace: Bool) -> Judged {
        let explanation = Explanation(
            asked: items.asked, weights: items.weights,
            outcomes: Shape.outcomes(of: items.asked.map(\.shape), for: terms), in: taxonomy)
        // The places of a mentor come after what the need must have, those of an offer before.
        let failed = items.musts.first { !holds($0, terms, Population.clock) }.flatMap { LeftOut(rawValue: $0.reason) }
        return Judged(id: id, score: explanation.score, failed: failed ?? (hasPlace ? nil : .noCapacity))
    }

    private func holds(_ condition: Condition, _ terms: [TermLevel], _ at: Date) -> Bool {
        let seconds = Int64(at.timeIntervalSince1970)
        if let from = condition.validFrom, seconds < from { return true }
        if let until = condition.validUntil, seconds >= until { return true }
        return condition.anyOf.contains { alternative in
            terms.contains { $0.term == alternative.term && $0.level >= alternative.minimumLevel }
        }
    }
}

extension FindMatches {
    /// Every page, to the last.
    func all(in service: Service, as caller: Caller) async throws -> [Match] {
        var find = self
        var matches: [Match] = []
        while true {
            let page = try await find.run(in: service, as: caller)
            matches += page.items
            guard let next = page.next else { return matches }
            find.after = next
        }
    }
}
