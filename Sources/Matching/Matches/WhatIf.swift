import Foundation
import Model
import Ranking
import Scoring

/// What changes in a list if some things were true of a profile, by ranking again.
package struct WhatIf: Sendable {
    /// What is supposed, beside what the profile says of it now.
    package let changes: [(supposed: Asked.Subject, stated: Stated)]
    /// How many become hits of the profile that asks, by kind; empty where a need asks.
    package let opened: [Kind: Int]
    /// How many are its hits no more, by kind.
    package let closed: [Kind: Int]
    /// What becomes of the records that are shown, the best first.
    package private(set) var moves: [Move]

    /// Puts the cards to the moves; what has none may not be shown.
    mutating func show(_ cards: [CardKey: Card]) {
        moves = moves.compactMap { move in
            cards[CardKey(move.kind, move.identifier)].map { card in
                var shown = move
                shown.card = card
                return shown
            }
        }
    }
}

/// What becomes of one record of a list.
package struct Move: Sendable {
    package let kind: Kind
    let identifier: UInt128
    /// The place in the list, from 1; null where it is left out.
    package let placeBefore: Int?
    package let placeAfter: Int?
    package let before: Explanation
    package let after: Explanation
    /// What may be shown of it; null until it is read.
    package var card: Card?

    package var id: UUID { Identifier<Member>(number: identifier).uuid }

    /// The points by factor, of those that change.
    package var factors: [(factor: Factor, before: Int, after: Int)] {
        Factor.allCases.map { ($0, before.points(of: $0), after.points(of: $0)) }.filter { $0.1 != $0.2 }
    }
}

extension Ranker {
    /// What some suppositions about the profile that asks open and close among kinds, and what becomes of the best that
    /// there are then.
    func whatIf(_ suppositions: [Supposition], among kinds: Set<Kind>, shown: Int) -> WhatIf {
        let then = shown > 0 ? supposing(suppositions).best(shown, of: kinds).hits : []
        return whatIf(suppositions, among: kinds, then: then)
    }

    /// - Parameter then: the best that there are under the suppositions.
    func whatIf(_ suppositions: [Supposition], among kinds: Set<Kind>, then: [(kind: Kind, hit: Hit)]) -> WhatIf {
        let supposed = supposing(suppositions)
        return whatIf(suppositions, of: asking, among: kinds, moves: moves(then, of: kinds, in: supposed), in: supposed)
    }

    /// - Parameters:
    ///   - terms: what the profile has of which something is supposed.
    ///   - supposed: the same question under the suppositions.
    func whatIf(
        _ suppositions: [Supposition], of terms: [TermLevel], among kinds: Set<Kind>, moves: [Move], in supposed: Ranker
    ) -> WhatIf {
        func count(in after: Ranker, insteadOf before: Ranker) -> [Kind: Int] {
            kinds.reduce(into: [:]) { $0[$1] = after.countOpened($1, insteadOf: before.asking) }
        }
        return WhatIf(
            changes: suppositions.map { ($0.subject, $0.stated(in: terms)) },
            opened: count(in: supposed, insteadOf: self), closed: count(in: self, insteadOf: supposed), moves: moves)
    }

    private func moves(_ best: [(kind: Kind, hit: Hit)], of kinds: Set<Kind>, in supposed: Ranker) -> [Move] {
        let had = best.map { hit($0.kind, $0.hit.identifier) }
        let places = places(of: had.compactMap(\.self), among: kinds)
        let (before, after) = (Explainer(self), Explainer(supposed))
        return zip(best, had).enumerated().map { index, pair in
            let (found, had) = pair
            let identifier = found.hit.identifier
            return Move(
                kind: found.kind, identifier: identifier, placeBefore: had.flatMap { places[$0] },
                placeAfter: index + 1,
                before: before.explanation(found.kind, identifier), after: after.explanation(found.kind, identifier))
        }
    }

    /// The place that each of some hits has, or would have, in the list of some kinds together.
    func places(of hits: [Hit], among kinds: Set<Kind>) -> [Hit: Int] {
        kinds.reduce(into: [:]) { places, kind in
            for (hit, rank) in ranks(kind, of: hits) { places[hit, default: 1] += rank - 1 }
        }
    }
}
