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
        /// Null where nothing is logged.
        let ask: Ask?

        init(_ asked: [Asked], _ weights: [Int], in taxonomy: Taxonomy, loggedOf owner: UInt128?) {
            table = OutcomeTable(asked.map(\.shape))
            parts = PartMemory(asked: asked, weights: weights, in: taxonomy)
            ask = owner.map { Ask(of: $0, asked, weights) }
        }

        func worked(_ terms: [TermLevel]) -> Worked {
            guard let ask else { return Worked(parts.explanation(of: table.outcomes(for: terms))) }
            let terms = table.answering(terms)
            let outcomes = table.outcomes(for: terms)
            return Worked(
                parts.explanation(of: outcomes), [Computation(ask: ask, terms: terms, outcomes: outcomes)])
        }
    }

    /// - Parameter owner: whose question it is, for the log: 0 for what is stored nowhere, null where nothing is logged.
    init(_ ranker: Ranker, loggedOf owner: UInt128? = nil) {
        self.ranker = ranker
        let taxonomy = ranker.snapshot.taxonomy
        switch ranker.side {
        case .need(let items, _):
            (asked, wished) = (Items(items.asked, items.weights, in: taxonomy, loggedOf: owner), nil)
        case .asker(let asker, _):
            asked = nil
            wished = asker.wish.map { Items($0.asked, $0.halfWeights, in: taxonomy, loggedOf: owner) }
        }
        isLogged = owner != nil
    }

    private let isLogged: Bool

    /// The parts that the score of a record is the sum of; none for a record that is not in the snapshot.
    func explanation(_ kind: Kind, _ identifier: UInt128) -> Explanation { worked(kind, identifier).explanation }

    /// The same with the computation, where it is logged.
    func worked(_ kind: Kind, _ identifier: UInt128) -> Worked {
        switch ranker.side {
        case .need:
            let document =
                kind == .mentors ? ranker.snapshot.mentors[identifier] : ranker.snapshot.members[identifier]
            guard let asked, let document else { return Worked(Explanation(parts: [])) }
            return asked.worked(document.terms)
        case .asker(let asker, _):
            let need =
                kind == .ventures ? ranker.snapshot.ventures[identifier] : ranker.snapshot.offers[identifier]
            guard let need else { return Worked(Explanation(parts: [])) }
            let demanded = demanded(need, asker)
            return wished.map { demanded + $0.worked(need.gives) } ?? demanded
        }
    }

    /// What a need that a profile finds asks of it.
    private func demanded(_ need: NeedDocument, _ asker: Side.Asker) -> Worked {
        let table = OutcomeTable(need.demands.map(\.shape))
        let terms = isLogged ? table.answering(asker.terms) : asker.terms
        let outcomes = table.outcomes(for: terms)
        let half = asker.wish != nil
        let explanation = Explanation(
            asked: need.demands.map { Asked(reading: $0.shape) },
            weights: need.demands.map { Int(half ? $0.halfWeight : $0.weight) },
            outcomes: outcomes, in: ranker.snapshot.taxonomy)
        guard isLogged else { return Worked(explanation) }
        return Worked(explanation, [Computation(ask: Ask(of: need, half: half), terms: terms, outcomes: outcomes)])
    }

    /// What the need that asks comes to for a profile of some terms; no parts without a profile.
    func explanation(of terms: [TermLevel]?) -> Explanation {
        guard let asked, let terms else { return Explanation(parts: []) }
        return asked.worked(terms).explanation
    }
}

/// What a record comes to: in words, and as it was computed.
struct Worked: Sendable {
    let explanation: Explanation
    /// Of one half or two; none where nothing is logged.
    let computations: [Computation]

    init(_ explanation: Explanation, _ computations: [Computation] = []) {
        self.explanation = explanation
        self.computations = computations
    }

    static func + (left: Self, right: Self) -> Self {
        Worked(
            Explanation(parts: left.explanation.parts + right.explanation.parts),
            left.computations + right.computations)
    }
}
