import Foundation
import Model
import Scoring

/// One hit of a ranking with what may be shown of it and the reasons.
package struct Match: Sendable {
    package let kind: Kind
    package let id: UUID
    package let card: Card
    /// The parts of "they need, you have" or of the one direction that was asked for; their points sum to the score.
    package let explanation: Explanation
    /// What the answer to the one question to ask this person next would change; null unless it was asked for.
    package let askNext: WhatIf?
    /// 0 to 62,500.
    package var score: Int { explanation.score }

    package init(kind: Kind, id: UUID, card: Card, explanation: Explanation, askNext: WhatIf? = nil) {
        self.askNext = askNext
        self.kind = kind
        self.id = id
        self.card = card
        self.explanation = explanation
    }
}

/// What staff see of somebody before a grant or an acceptance: never a name.
package struct Card: Sendable, Hashable {
    /// One line in the caller's language; null where nobody wrote one.
    package var headline: String?
    /// ISO 3166-1 of the main residence, or of the place of an offer or venture; null where unknown.
    package var country: String?
    /// Places that can be taken now; null where that does not apply.
    package var free: Int?
    /// The kind of offer, or the stage of a venture; null for people.
    package var label: String?
    /// The last instant to apply for an offer; null for the others.
    package var closesAt: Date?

    package init(
        headline: String?, country: String?, free: Int? = nil, label: String? = nil, closesAt: Date? = nil
    ) {
        self.headline = headline
        self.country = country
        self.free = free
        self.label = label
        self.closesAt = closesAt
    }
}

/// One page of a ranking.
package struct MatchPage: Sendable {
    /// The database as of when the index stood that answered.
    package let asOf: Date
    /// The version of the taxonomy that the scores rest on.
    package let taxonomy: String
    /// The row of the log by which the page can be computed again; null where it is not logged.
    package let log: UUID?
    package let items: [Match]
    /// Where the next page begins; null on the last.
    package let next: MatchPosition?
    /// How many there are beyond and on this page.
    package let total: Int
    /// How many were left out, by the first condition that each failed.
    package let leftOut: [LeftOut: Int]
    /// When the page is not full: the best that fail one condition only, with which.
    package let nearest: [(match: Match, reason: LeftOut)]
    /// What would be: under all suppositions together, then under each alone, without its moves, where there are several.
    package let whatIf: [WhatIf]
    /// What the answer to the one question to ask next would change; null where none would, and unless it was asked for.
    package let askNext: WhatIf?

    package init(
        asOf: Date, taxonomy: String, log: UUID? = nil, items: [Match], next: MatchPosition?, total: Int,
        leftOut: [LeftOut: Int],
        nearest: [(match: Match, reason: LeftOut)], whatIf: [WhatIf] = [],
        askNext: WhatIf? = nil
    ) {
        self.asOf = asOf
        self.taxonomy = taxonomy
        self.log = log
        self.items = items
        self.next = next
        self.total = total
        self.leftOut = leftOut
        self.nearest = nearest
        self.whatIf = whatIf
        self.askNext = askNext
    }
}

/// A place in the order of a ranking: what a cursor holds.
package struct MatchPosition: Sendable, Hashable {
    package let score: Int
    package let id: UUID
    package let kind: Kind

    package init(score: Int, id: UUID, kind: Kind) {
        self.score = score
        self.id = id
        self.kind = kind
    }
}
