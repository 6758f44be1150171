/// Anything that can be matched, by a number that the caller chooses. The numbers may be sparse.
package struct Term: Hashable, Sendable, Comparable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A term that a document has, with its level: 1 to 7, or 0 where the level is unknown.
package struct TermLevel: Hashable, Sendable {
    package var term: Term
    package var level: UInt8
    /// The caller's number, 0 to 7, of what the level rests on; a ``Shape`` says what that is worth.
    package var basis: UInt8

    package init(term: Term, level: UInt8 = 0, basis: UInt8 = 0) {
        self.term = term
        self.level = level
        self.basis = basis
    }
}

/// What a term is worth as an answer: 0 to 250 for each level.
package struct Answer: Hashable, Sendable {
    package var term: Term
    package var values: SIMD8<UInt8>

    package init(term: Term, values: SIMD8<UInt8>) {
        self.term = term
        self.values = values
    }

    /// The same value at every level.
    package init(term: Term, value: UInt8) {
        self.init(term: term, values: SIMD8(repeating: value))
    }
}

/// What an item asks. A document answers with the best of its terms, and is worth the floor when that is more.
package struct Shape: Hashable, Sendable {
    package var floor: UInt8
    package var answers: [Answer]
    /// By basis, which part of an answer's value counts: 0 to 250 for none to all of it.
    package var credits: SIMD8<UInt8>
    /// How far terms answer the items before this one; null for an item with answers of its own.
    package var uses: Uses?

    package init(floor: UInt8, answers: [Answer], credits: SIMD8<UInt8> = SIMD8(repeating: 250)) {
        self.floor = floor
        self.answers = answers
        self.credits = credits
    }

    /// What adds up how far terms answer the items before it; a query or a need has one such item at most.
    package init(_ uses: Uses, credits: SIMD8<UInt8> = SIMD8(repeating: 250)) {
        self.init(floor: 0, answers: [], credits: credits)
        self.uses = uses
    }

    /// What an answer is worth that rests on a basis, rounded to the nearest.
    package static func part(_ credit: UInt8, of value: UInt8) -> UInt8 {
        UInt8(truncatingIfNeeded: (UInt32(value) * UInt32(credit) + 125) / 250)
    }
}

/// A shape and how much it counts. The weights of a query sum to 250 at most, so that a score fits 16 bits.
package struct Item: Hashable, Sendable {
    package var weight: UInt8
    package var shape: Shape

    package init(weight: UInt8, shape: Shape) {
        self.weight = weight
        self.shape = shape
    }
}

/// A filter with a name: a document must have one of the terms at its minimum level or above.
package struct Condition: Hashable, Sendable {
    package struct Alternative: Hashable, Sendable {
        package var term: Term
        package var minimumLevel: UInt8

        package init(term: Term, minimumLevel: UInt8 = 0) {
            self.term = term
            self.minimumLevel = minimumLevel
        }
    }

    /// The caller's number for it.
    package var reason: UInt8
    package var anyOf: [Alternative]
    /// Whether the document must have none of them instead.
    package var negated: Bool
    /// The instants, in seconds since 1970, from and before which it applies; null is open.
    package var validFrom: Int64?
    package var validUntil: Int64?

    package init(
        reason: UInt8, anyOf: [Alternative], negated: Bool = false, validFrom: Int64? = nil, validUntil: Int64? = nil
    ) {
        self.reason = reason
        self.anyOf = anyOf
        self.negated = negated
        self.validFrom = validFrom
        self.validUntil = validUntil
    }
}

/// What one item came to for one document: its value, and the term that it was won by, null for the floor.
package struct ItemOutcome: Hashable, Sendable {
    package var value: UInt8
    package var winner: TermLevel?
    /// Of an item that adds up: all that it adds, the greatest first.
    package var shares: [Share]

    package init(value: UInt8, winner: TermLevel?, shares: [Share] = []) {
        self.value = value
        self.winner = winner
        self.shares = shares
    }
}
