import Model
import Ranking
import Scoring

/// Explains the hits of one question, one after the other, by the computation that ranked them.
struct Explainer: Sendable {
    private let ranker: Ranker
    /// What a need asks, by term; null where a profile asks.
    private let asked: OutcomeTable?
    /// What a profile wishes, by term; null without a wish.
    private let wished: OutcomeTable?

    init(_ ranker: Ranker) {
        self.ranker = ranker
        switch ranker.side {
        case .need(let items, _): (asked, wished) = (OutcomeTable(items.asked.map(\.shape)), nil)
        case .asker(let asker, _): (asked, wished) = (nil, asker.wish.map { OutcomeTable($0.asked.map(\.shape)) })
        }
    }

    /// The parts that the score of a record is the sum of; none for a record that is not in the snapshot.
    func explanation(_ kind: Kind, _ identifier: UInt128) -> Explanation {
        let snapshot = ranker.snapshot
        switch ranker.side {
        case .need(let items, _):
            let index = kind == .mentors ? snapshot.mentors : snapshot.members
            guard let document = index[identifier] else { return Explanation(parts: []) }
            return explanation(items, of: document.terms)
        case .asker(let asker, _):
            let index = kind == .ventures ? snapshot.ventures : snapshot.offers
            guard let need = index[identifier] else { return Explanation(parts: []) }
            let asked = Explanation(
                asked: need.demands.map { Asked(reading: $0.shape) },
                weights: need.demands.map { Int(asker.wish == nil ? $0.weight : $0.halfWeight) },
                outcomes: OutcomeTable(need.demands.map(\.shape)).outcomes(for: asker.terms), in: snapshot.taxonomy)
            guard let wish = asker.wish, let wished else { return asked }
            let given = Explanation(
                asked: wish.asked, weights: wish.halfWeights, outcomes: wished.outcomes(for: need.gives),
                in: snapshot.taxonomy)
            return Explanation(parts: asked.parts + given.parts)
        }
    }

    /// What the need that asks comes to for a profile of some terms.
    func explanation(_ items: NeedItems, of terms: [TermLevel]) -> Explanation {
        guard let asked else { return Explanation(parts: []) }
        return Explanation(
            asked: items.asked, weights: items.weights, outcomes: asked.outcomes(for: terms),
            in: ranker.snapshot.taxonomy)
    }
}
