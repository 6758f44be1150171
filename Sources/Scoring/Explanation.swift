import Model
import Ranking
import Taxonomy

/// The score of one profile for one need, as the parts that sum to it.
package struct Explanation: Sendable {
    package let parts: [Part]
    /// 0 to 62,500.
    package let score: Int
    /// What is asked together, without what adds up the answers to it.
    private let weight: Int
    /// Of that, what something is stated of.
    private let stated: (weight: Int, points: Int)

    /// - Parameters:
    ///   - asked: the items of the need.
    ///   - weights: one an item.
    ///   - outcomes: what the ranking computed, one an item.
    package init(asked: [Asked], weights: [Int], outcomes: [ItemOutcome], in taxonomy: Taxonomy) {
        self.init(parts: asked.indices.map { Part(asked[$0], weight: weights[$0], outcomes[$0], in: taxonomy) })
    }

    package init(parts: [Part]) {
        self.parts = parts
        var (score, weight, stated) = (0, 0, (weight: 0, points: 0))
        // By index, since an iterator copies each part.
        for index in parts.indices {
            let points = parts[index].points
            score += points
            if case .use = parts[index].asked { continue }
            weight += parts[index].weight
            if parts[index].how != .unstated { stated = (stated.weight + parts[index].weight, stated.points + points) }
        }
        (self.score, self.weight, self.stated) = (score, weight, stated)
    }

    /// What a factor adds to the score.
    package func points(of factor: Factor) -> Int {
        parts.reduce(0) { $1.factor == factor ? $0 + $1.points : $0 }
    }

    /// The score over what is stated, 0 to 1; null where nothing is.
    package var fit: Double? { stated.weight == 0 ? nil : Double(stated.points) / Double(stated.weight * 250) }

    /// The share of the weight that is stated, 0 to 1.
    package var evidence: Double { weight == 0 ? 1 : Double(stated.weight) / Double(weight) }

    /// The silent part whose answer could add the most points; null where all is stated. Nobody is asked for words that the
    /// taxonomy does not know, nor for what several answers add up to, though a skill adds to that, too.
    package var askNext: Part? {
        let ofUse =
            parts.lazy.compactMap { part in
                if case .use(let count) = part.asked {
                    part.weight * min(250 - part.value, (250 + count - 1) / count)
                } else {
                    nil
                }
            }.first ?? 0
        func couldAdd(_ part: Part) -> Int {
            let alone = part.weight * (250 - part.value)
            return if case .skill = part.asked { alone + ofUse } else { alone }
        }
        var best: (place: Int, points: Int)?
        // By index, since an iterator copies each part.
        for index in parts.indices where parts[index].how == .unstated {
            switch parts[index].asked {
            case .unmapped, .use: continue
            default: break
            }
            let points = couldAdd(parts[index])
            if points > best?.points ?? -1 { best = (index, points) }
        }
        return best.map { parts[$0.place] }
    }
}

extension Part {
    /// What an item of a need came to.
    package init(_ asked: Asked, weight: Int, _ outcome: ItemOutcome, in taxonomy: Taxonomy) {
        let found = outcome.winner.flatMap { Found($0) }
        self.init(
            factor: asked.factor, asked: asked.subject, weight: weight, value: Int(outcome.value), found: found,
            how: Self.how(asked, winner: outcome.winner, found: found, in: taxonomy),
            backing: outcome.shares.isEmpty ? Self.backing(outcome.winner) : nil,
            shares: outcome.shares.compactMap { share in
                Found(share.term).map { Share(found: $0, value: Int(share.value)) }
            })
    }

    private static func backing(_ winner: TermLevel?) -> Backing? {
        guard let winner, winner.term.kind == .skill else { return nil }
        return Backing(rawValue: winner.basis).flatMap { $0 == .noneAsked ? nil : $0 }
    }

    private static func how(_ asked: Asked, winner: TermLevel?, found: Found?, in taxonomy: Taxonomy) -> How {
        guard let winner else {
            // A skill that no term answers is one that nobody claimed; of the other factors something was said, and nobody is
            // asked for what answers add up to.
            if case .use = asked.subject { return .none }
            return asked.factor == .skills ? .unstated : .none
        }
        guard let found else { return .unstated }
        switch (asked.subject, found) {
        case (.use, _): return .used
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
