import Demo
import Foundation
import Matching
import Model
import Ranking
import Scoring
import Taxonomy

/// Where the demo's stories have the one who must come first, among those who are left when the filters have been passed.
struct StoryRanks {
    private let taxonomy: Taxonomy
    private let isExact: Bool

    /// - Parameter isExact: whether asked skills are counted that somebody has, by their rarity, and nothing else.
    init(in taxonomy: Taxonomy, exact isExact: Bool) { (self.taxonomy, self.isExact) = (taxonomy, isExact) }

    /// By story that puts somebody before others: the place of the first; who has as many points stands before it.
    func ranks() throws -> [(story: Story, rank: Int, of: Int)] {
        try Story.all(DemoSkills(taxonomy)).compactMap { story in
            for case .expect(let expected) in story.steps where expected.order.count > 1 && expected.supposing == nil {
                let scores = expected.order.map {
                    score(of: $0, for: expected.subject, in: story.population)
                }
                guard let first = scores.first ?? nil else { continue }
                let rank = scores.dropFirst().count { ($0 ?? 0) >= first }
                return (story, 1 + rank, scores.count)
            }
            return nil
        }
    }

    private func score(of other: UUID, for subject: MatchSubject, in people: Population) -> Double? {
        switch subject {
        case .venture(let id):
            guard let venture = people.ventures.first(where: { $0.id == id })?.venture else { return nil }
            return score(of: other, for: venture.need, in: people, ofMentors: true)
        case .offer(let id):
            guard let offer = people.offers.first(where: { $0.id == id })?.offer else { return nil }
            return score(of: other, for: offer.need, in: people, ofMentors: false)
        case .need(let need): return score(of: other, for: need, in: people, ofMentors: true)
        case .profile(let profile, let wish, _): return score(of: other, for: profile, wish, in: people)
        case .member(let id):
            guard let member = people.members.first(where: { $0.id == id })?.member else { return nil }
            return score(of: other, for: member.profile, member.wish, in: people)
        case .mentor(let id):
            guard let mentor = people.mentors.first(where: { $0.member == id }) else { return nil }
            return score(of: other, for: mentor.profile, nil, in: people)
        }
    }

    private func score(of other: UUID, for need: Need, in people: Population, ofMentors: Bool) -> Double? {
        let mentor = people.mentors.first { $0.member.uuid == other }
        let member = people.members.first { $0.id.uuid == other }?.member
        guard let profile = mentor?.profile ?? member?.profile else { return nil }
        let residence = member?.person.countryOfResidence
        let terms = ProfileTerms.terms(of: profile, residence: residence, replyDays: mentor?.replyDays)
        return isExact
            ? overlap(need, profile) : Self.sum(NeedItems(need, in: taxonomy, ofMentors: ofMentors).items, terms)
    }

    private func score(of other: UUID, for profile: Profile, _ wish: Need?, in people: Population) -> Double? {
        guard let offer = people.offers.first(where: { $0.id.uuid == other })?.offer else { return nil }
        if isExact { return overlap(offer.need, profile) + (wish.map { overlap($0, offer.gives) } ?? 0) }
        let asked = NeedItems(offer.need, in: taxonomy, ofMentors: false)
        let terms = ProfileTerms.terms(of: profile)
        guard let wish else { return Self.sum(asked.items, terms) }
        let wished = NeedItems(wish, in: taxonomy, ofMentors: false)
        return Self.sum(asked.halfItems, terms)
            + Self.sum(wished.halfItems, ProfileTerms.terms(of: offer.gives, isClaim: false))
    }

    /// The share of the asked skills that a profile has, by rarity; 0 where none is asked.
    private func overlap(_ need: Need, _ profile: Profile) -> Double {
        let held = Set(profile.skills.compactMap(\.mention.concept))
        let rarities = need.skills.map { skill in
            (
                rarity: Double(taxonomy.rarity(of: skill.mention.concept)),
                isHeld: skill.mention.concept.map(held.contains) ?? false
            )
        }
        let all = rarities.reduce(0) { $0 + $1.rarity }
        return all > 0 ? rarities.reduce(0) { $0 + ($1.isHeld ? $1.rarity : 0) } / all : 0
    }

    private static func sum(_ items: [Item], _ terms: [TermLevel]) -> Double {
        zip(items, Shape.outcomes(of: items.map(\.shape), for: terms)).reduce(0) {
            $0 + Double($1.0.weight) * Double($1.1.value)
        }
    }
}
