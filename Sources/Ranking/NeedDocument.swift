/// An item of a need that is kept in a ``NeedIndex``: its shape and how much it counts.
package struct Demand: Hashable, Sendable {
    /// The caller's number for the shape: shapes with one key must be equal, and are then kept and computed once.
    package var key: UInt64
    package var shape: Shape
    /// The weights of a need sum to 250 at most.
    package var weight: UInt8
    /// What counts when the asker's wish is the other half; they sum to 125 at most.
    package var halfWeight: UInt8

    package init(key: UInt64, shape: Shape, weight: UInt8, halfWeight: UInt8) {
        self.key = key
        self.shape = shape
        self.weight = weight
        self.halfWeight = halfWeight
    }
}

/// What a ``NeedIndex`` finds: somebody or something that asks, such as an offer or a venture.
package struct NeedDocument: Hashable, Sendable {
    /// The number of a UUID; of two needs with one score the lower comes first.
    package var identifier: UInt128
    /// The caller's number of a country.
    package var partition: UInt16
    /// What the need is, for visibility and conditions.
    package var terms: [TermLevel]
    /// What it gives, for the wish of who asks; a space of its own beside ``terms``.
    package var gives: [TermLevel]
    /// What it asks.
    package var demands: [Demand]
    /// What the asking profile's terms must fulfil, in the order in which a failure is counted.
    package var musts: [Condition]
    /// From and before which instant, in seconds since 1970, the need is visible at all; null is always.
    package var open: Range<Int64>?

    package init(
        identifier: UInt128, partition: UInt16, terms: [TermLevel] = [], gives: [TermLevel] = [],
        demands: [Demand], musts: [Condition] = [], open: Range<Int64>? = nil
    ) {
        self.identifier = identifier
        self.partition = partition
        self.terms = terms
        self.gives = gives
        self.demands = demands
        self.musts = musts
        self.open = open
    }
}
