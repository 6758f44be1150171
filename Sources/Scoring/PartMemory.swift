import Ranking
import Synchronization
import Taxonomy

/// Explains what the items of one need come to for one profile after the other: what comes to the same for several, as
/// most of it does, is put into the terms of the domain once.
package final class PartMemory: Sendable {
    private let asked: [Asked]
    private let weights: [Int]
    private let taxonomy: Taxonomy
    /// By item.
    private let known: Mutex<[[(outcome: ItemOutcome, part: Part)]]>

    /// - Parameters:
    ///   - asked: the items of the need.
    ///   - weights: one an item.
    package init(asked: [Asked], weights: [Int], in taxonomy: Taxonomy) {
        self.asked = asked
        self.weights = weights
        self.taxonomy = taxonomy
        known = Mutex(Array(repeating: [], count: asked.count))
    }

    /// - Parameter outcomes: what the ranking computed, one an item.
    package func explanation(of outcomes: [ItemOutcome]) -> Explanation {
        var parts: [Part] = []
        parts.reserveCapacity(asked.count)
        known.withLock { known in
            for item in asked.indices {
                let outcome = outcomes[item]
                if let place = known[item].firstIndex(where: { $0.outcome == outcome }) {
                    parts.append(known[item][place].part)
                } else {
                    let part = Part(asked[item], weight: weights[item], outcome, in: taxonomy)
                    known[item].append((outcome, part))
                    parts.append(part)
                }
            }
        }
        return Explanation(parts: parts)
    }
}
