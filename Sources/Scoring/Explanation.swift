import Model
import Ranking
import Taxonomy

/// The score of one profile for one need, as the parts that sum to it.
package struct Explanation: Sendable {
    package let parts: [Part]

    /// - Parameters:
    ///   - asked: the items of the need.
    ///   - weights: one an item.
    ///   - outcomes: what the ranking computed, one an item.
    package init(asked: [Asked], weights: [Int], outcomes: [ItemOutcome], in taxonomy: Taxonomy) {
        parts = zip(zip(asked, weights), outcomes).map { pair, outcome in
            let (asked, weight) = pair
            let found = outcome.winner.flatMap { Part.Found($0) }
            return Part(
                factor: asked.factor, asked: asked.subject, weight: weight, value: Int(outcome.value), found: found,
                how: Self.how(asked, winner: outcome.winner, found: found, in: taxonomy),
                backing: Self.backing(outcome.winner))
        }
    }

    package init(parts: [Part]) { self.parts = parts }

    /// 0 to 62,500.
    package var score: Int { parts.reduce(0) { $0 + $1.points } }

    /// What a factor adds to the score.
    package func points(of factor: Factor) -> Int {
        parts.reduce(0) { $1.factor == factor ? $0 + $1.points : $0 }
    }

    /// The score over what is stated, 0 to 1; null where nothing is.
    package var fit: Double? {
        let stated = parts.filter { $0.how != .unstated }
        let most = stated.reduce(0) { $0 + $1.weight } * 250
        return most == 0 ? nil : Double(stated.reduce(0) { $0 + $1.points }) / Double(most)
    }

    /// The share of the weight that is stated, 0 to 1.
    package var evidence: Double {
        let all = parts.reduce(0) { $0 + $1.weight }
        return all == 0 ? 1 : Double(parts.filter { $0.how != .unstated }.reduce(0) { $0 + $1.weight }) / Double(all)
    }

    /// The silent part whose answer could add the most points; null where all is stated. Nobody is asked for words that the
    /// taxonomy does not know.
    package var askNext: Part? {
        parts.filter { part in
            if case .unmapped = part.asked { false } else { part.how == .unstated }
        }.max { left, right in
            left.weight * (250 - left.value) < right.weight * (250 - right.value)
        }
    }

    private static func backing(_ winner: TermLevel?) -> Backing? {
        guard let winner, winner.term.kind == .skill else { return nil }
        return Backing(rawValue: winner.basis).flatMap { $0 == .noneAsked ? nil : $0 }
    }

    private static func how(_ asked: Asked, winner: TermLevel?, found: Part.Found?, in taxonomy: Taxonomy) -> Part.How {
        guard let winner else {
            // A skill that no term answers is one that nobody claimed; of the other factors something was said.
            return asked.factor == .skills ? .unstated : .none
        }
        guard let found else { return .unstated }
        switch (asked.subject, found) {
        case (.skill(let concept, _), .skill(let other, _)):
            guard concept != other else { return .same }
            let neighbour = taxonomy.neighbours(of: concept).first { $0.other == other }
            return (neighbour?.alike ?? 0) >= (neighbour?.usedTogether ?? 0) ? .alike : .sameJob
        case (.sector(let code), .sector(let other)): return code == other ? .same : .alike
        case (.places(let places), .place(let place)): return places.contains(place) ? .same : .alike
        case (.places(let places), .regionOf(let country)):
            return places.contains { $0.subdivision == nil && $0.country == country } ? .same : .alike
        default: return winner.term.kind == .unstated ? .unstated : .same
        }
    }
}
