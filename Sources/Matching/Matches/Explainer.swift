import Model
import Ranking
import Scoring
import Taxonomy

/// Explains the hits of one question, one after the other, by the computation that ranked them.
struct Explainer: Sendable {
    private let ranker: Ranker
    /// What a need asks; null where a profile asks.
    private let asked: Items?
    /// What a profile wishes; null without a wish.
    private let wished: Items?

    /// Items, by the terms that answer them and with what they came to before.
    private struct Items {
        let table: OutcomeTable
        let parts: PartMemory

        init(_ asked: [Asked], _ weights: [Int], in taxonomy: Taxonomy) {
            table = OutcomeTable(asked.map(\.shape))
            parts = PartMemory(asked: asked, weights: weights, in: taxonomy)
        }

        func explanation(of terms: [TermLevel]) -> Explanation { parts.explanation(of: table.outcomes(for: terms)) }
    }

    init(_ ranker: Ranker) {
        self.ranker = ranker
        let taxonomy = ranker.snapshot.taxonomy
        switch ranker.side {
        case .need(let items, _): (asked, wished) = (Items(items.asked, items.weights, in: taxonomy), nil)
        case .asker(let asker, _):
            (asked, wished) = (nil, asker.wish.map { Items($0.asked, $0.halfWeights, in: taxonomy) })
        }
    }

    /// The parts that the score of a record is the sum of; none for a record that is not in the snapshot.
    func explanation(_ kind: Kind, _ identifier: UInt128) -> Explanation {
        let snapshot = ranker.snapshot
        switch ranker.side {
        case .need:
            let index = kind == .mentors ? snapshot.mentors : snapshot.members
            return explanation(of: index[identifier]?.terms)
        case .asker(let asker, _):
            let index = kind == .ventures ? snapshot.ventures : snapshot.offers
            guard let need = index[identifier] else { return Explanation(parts: []) }
            let asked = Explanation(
                asked: need.demands.map { Asked(reading: $0.shape) },
                weights: need.demands.map { Int(asker.wish == nil ? $0.weight : $0.halfWeight) },
                outcomes: OutcomeTable(need.demands.map(\.shape)).outcomes(for: asker.terms), in: snapshot.taxonomy)
            guard let wished else { return asked }
            return Explanation(parts: asked.parts + wished.explanation(of: need.gives).parts)
        }
    }

    /// What the need that asks comes to for a profile of some terms; no parts without a profile.
    func explanation(of terms: [TermLevel]?) -> Explanation {
        guard let asked, let terms else { return Explanation(parts: []) }
        return asked.explanation(of: terms)
    }
}
