/// A document with its score, ordered as a ranking is: the greater score first, then the lower identifier.
package struct Hit: Hashable, Sendable, Comparable {
    package var identifier: UInt128
    /// 0 to 62,500.
    package var score: Int

    package init(identifier: UInt128, score: Int) {
        self.identifier = identifier
        self.score = score
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.score != right.score ? left.score > right.score : left.identifier < right.identifier
    }
}

/// The answer to a query.
package struct Ranked: Hashable, Sendable {
    /// The best first, exactly as scoring everything one by one gives them; a score of 0 is a hit, too.
    package var hits: [Hit]
    /// How many visible documents pass every condition, on this page or not.
    package var matched: Int
    /// How many visible documents failed, by the reason of the first condition that each failed.
    package var leftOut: [UInt8: Int]

    package init(hits: [Hit], matched: Int, leftOut: [UInt8: Int]) {
        self.hits = hits
        self.matched = matched
        self.leftOut = leftOut
    }
}

/// A visible document that fails exactly one condition.
package struct NearMiss: Hashable, Sendable {
    package var hit: Hit
    /// The reason of the one condition.
    package var reason: UInt8

    package init(hit: Hit, reason: UInt8) {
        self.hit = hit
        self.reason = reason
    }
}

/// What a query comes to for one document: the computation that the ranking makes, in full.
package struct Evaluation: Hashable, Sendable {
    /// Whether the document exists for the caller.
    package var visible: Bool
    /// The reasons of all conditions that it fails, in the query's order.
    package var failed: [UInt8]
    /// One an item of the query, or one a demand of the need.
    package var items: [ItemOutcome]
    /// One an item of the wish.
    package var wish: [ItemOutcome]
    /// The sum of weight × value, whether or not the document passes.
    package var score: Int
    /// How many hits come before it, and 1; null when it is no hit. The query's page does not matter.
    package var rank: Int?

    package init(
        visible: Bool, failed: [UInt8], items: [ItemOutcome], wish: [ItemOutcome] = [], score: Int, rank: Int?
    ) {
        self.visible = visible
        self.failed = failed
        self.items = items
        self.wish = wish
        self.score = score
        self.rank = rank
    }
}

/// What happened to a document after an index was built.
package enum Change<Content: Sendable>: Sendable {
    /// The document is there, as given, whether or not it was before.
    case upsert(Content)
    /// The document of this identifier is not there, whether or not it was before.
    case remove(UInt128)
}
