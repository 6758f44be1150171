import Ranking

/// Half of a score, or all of it, as it was computed: what one side asks, and what the other has of it.
package struct Computation: Sendable {
    package let ask: Ask
    /// Of what the other side has, that which answers an item at all.
    package let terms: [TermLevel]
    /// One an item.
    package let outcomes: [ItemOutcome]

    package init(ask: Ask, terms: [TermLevel], outcomes: [ItemOutcome]) {
        self.ask = ask
        self.terms = terms
        self.outcomes = outcomes
    }

    /// What it adds to the score.
    package var points: Int { zip(ask.items, outcomes).reduce(0) { $0 + Int($1.0.weight) * Int($1.1.value) } }

    /// The same computed anew, one item after the other, as if there were no index.
    package var replayed: Computation {
        Computation(ask: ask, terms: terms, outcomes: Shape.outcomes(of: ask.items.map(\.shape), for: terms))
    }
}

/// What one side asks: one value for all that are found by it.
package final class Ask: Sendable {
    /// Something that is asked, and how much it counts.
    package struct Item: Hashable, Sendable {
        package let weight: UInt8
        /// The shape's number (``ShapeMemory/key(of:)``), by which it is kept.
        package let number: UInt64
        package let shape: Shape

        package init(weight: UInt8, number: UInt64, shape: Shape) {
            self.weight = weight
            self.number = number
            self.shape = shape
        }
    }

    /// Whose it is; 0 for what is stored nowhere.
    package let owner: UInt128
    package let items: [Item]

    package init(of owner: UInt128, _ items: [Item]) {
        self.owner = owner
        self.items = items
    }

    /// - Parameter weights: one an item.
    package convenience init(of owner: UInt128, _ asked: [Asked], _ weights: [Int]) {
        self.init(
            of: owner,
            zip(asked, weights).map {
                Item(weight: UInt8($1), number: $0.key ?? ShapeMemory.key(of: $0.shape), shape: $0.shape)
            })
    }

    /// What a kept need asks.
    ///
    /// - Parameter half: whether a wish is the other half.
    package convenience init(of need: NeedDocument, half: Bool) {
        self.init(
            of: need.identifier,
            need.demands.map {
                Item(weight: half ? $0.halfWeight : $0.weight, number: $0.key, shape: $0.shape)
            })
    }
}
