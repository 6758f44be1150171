import Foundation
import Matching
import Model
import Ranking
import Scoring
import Taxonomy

/// A way of putting a set's offers into an order for a person.
protocol OfferRanking {
    /// The positions of all offers, the best first.
    func order(for person: SparseSet.Drawn) -> [Int]
}

/// Counts the asked skills that the person has: each by its rarity, ln((occupations + 1) / (those that use it + 1)) over the
/// training occupations, divided by what all the offer's skills come to.
struct ExactOverlap: OfferRanking {
    private let offers: [[Int: Double]]

    init(_ set: SparseSet, training: TaxonomyContent) {
        var users = [Set<Int>](repeating: [], count: training.concepts.count)
        for use in training.occupationSkills { users[use.concept].insert(use.occupation) }
        let all = Double(Set(training.occupationSkills.map(\.occupation)).count)
        let rarity = users.map { log((all + 1) / Double($0.count + 1)) }
        offers = set.offers.map { offer in
            let sum = offer.skills.reduce(0) { $0 + rarity[$1] }
            return Dictionary(uniqueKeysWithValues: offer.skills.map { ($0, rarity[$0] / sum) })
        }
    }

    func order(for person: SparseSet.Drawn) -> [Int] {
        let scores = offers.map { offer in person.skills.reduce(0) { $0 + (offer[$1] ?? 0) } }
        return scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    }
}

/// Ranks as the service does: the same translation of needs and profiles, the same weights, the same index.
struct ServiceRanking: OfferRanking {
    private let index: NeedIndex
    private let count: Int

    init(_ set: SparseSet, in taxonomy: Taxonomy) {
        let documents = Documents(taxonomy: taxonomy, organisations: OrganisationNumbers())
        index = NeedIndex(
            set.offers.enumerated().map { position, offer in
                var need = Need()
                need.skills = offer.skills.map { Need.Skill(mention: Self.mention($0)) }
                return documents.offer(
                    Identifier(number: UInt128(position)), need, gives: Profile(), rules: [], free: 1,
                    open: .distantPast ... .distantFuture, country: "MA")
            })
        count = set.offers.count
    }

    func order(for person: SparseSet.Drawn) -> [Int] {
        var profile = Profile()
        profile.skills = person.skills.map { Profile.Skill(mention: Self.mention($0)) }
        return index.ranked(NeedQuery(terms: ProfileTerms.terms(of: profile), k: count)).hits.map { Int($0.identifier) }
    }

    /// A content that no database numbered has its positions plus 1 as numbers.
    static func mention(_ concept: Int) -> SkillMention {
        SkillMention(text: "", concept: ConceptID(Int32(concept + 1)))
    }
}
