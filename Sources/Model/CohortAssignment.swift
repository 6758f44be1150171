/// A venture and a mentor.
package struct CohortPair: Hashable, Sendable {
    package var venture: Identifier<Venture>
    package var mentor: Identifier<Member>

    package init(venture: Identifier<Venture>, mentor: Identifier<Member>) {
        self.venture = venture
        self.mentor = mentor
    }
}

/// What staff ask of an assignment beside the best for all.
package struct AssignmentConditions: Hashable, Sendable {
    /// Pairs that stay together whatever the score.
    package var pins: [CohortPair] = []
    /// Pairs that must not be.
    package var forbids: [CohortPair] = []
    /// How many ventures at once, in the place of the mentor's own word.
    package var capacities: [Capacity] = []

    /// How many ventures a mentor takes at once.
    package struct Capacity: Hashable, Sendable {
        package var mentor: Identifier<Member>
        package var places: Int

        package init(mentor: Identifier<Member>, places: Int) {
            self.mentor = mentor
            self.places = places
        }
    }

    package init() {}
}

/// Who is to accompany whom: a preview, from which nothing follows by itself.
package struct CohortAssignment: Hashable, Sendable {
    /// Why a venture did not get the mentor who is best for it.
    package enum Why: String, Sendable, CaseIterable {
        /// Staff gave it another.
        case pinned
        /// Staff ruled the pair out.
        case forbidden
        /// The mentor has no place beside those held before.
        case full
        /// The mentor's places went to others of the cohort.
        case taken
        /// No mentor of the cohort fulfils what the venture must have.
        case nobody
        /// The venture is not open to matching now.
        case notOpen = "not_open"
    }

    /// What came of one venture.
    package struct Row: Hashable, Sendable {
        package let venture: Identifier<Venture>
        /// Null for a venture that is unmatched.
        package let mentor: Identifier<Member>?
        package let isPinned: Bool
        /// 0 to 62,500; null for a venture that is unmatched.
        package let score: Int?
        /// The mentor who scores best of those who fulfil its musts, free or not; null where none does.
        package let best: Identifier<Member>?
        package let bestScore: Int?
        /// Null where the venture got a mentor who is best for it.
        package let why: Why?

        package init(
            venture: Identifier<Venture>, mentor: Identifier<Member>?, isPinned: Bool, score: Int?,
            best: Identifier<Member>?, bestScore: Int?, why: Why?
        ) {
            self.venture = venture
            self.mentor = mentor
            self.isPinned = isPinned
            self.score = score
            self.best = best
            self.bestScore = bestScore
            self.why = why
        }

        /// What the venture misses: its best score less the one it got.
        package var regret: Int { (bestScore ?? 0) - (score ?? 0) }
    }

    /// How much a mentor can take, and held before.
    package struct Load: Hashable, Sendable {
        package let mentor: Identifier<Member>
        package let capacity: Int
        /// Whether staff gave the capacity.
        package let isGiven: Bool
        package let held: Int

        /// How many more ventures the mentor can take; those held count even where the capacity was lowered.
        package var free: Int { max(0, capacity - held) }

        package init(mentor: Identifier<Member>, capacity: Int, isGiven: Bool, held: Int) {
            self.mentor = mentor
            self.capacity = capacity
            self.isGiven = isGiven
            self.held = held
        }
    }

    /// The cohort's version that this is an assignment of.
    package let cohortVersion: Int
    /// The version of the weights, and of the taxonomy, that the scores rest on.
    package let weights: String
    package let taxonomy: String
    /// In the order of the cohort's ventures.
    package let rows: [Row]
    /// By mentor: those whom the cohort names, and of all others those who matter to some venture.
    package let loads: [Load]
    package let forbids: [CohortPair]

    package init(
        cohortVersion: Int, weights: String, taxonomy: String, rows: [Row], loads: [Load], forbids: [CohortPair]
    ) {
        self.cohortVersion = cohortVersion
        self.weights = weights
        self.taxonomy = taxonomy
        self.rows = rows
        self.loads = loads
        self.forbids = forbids
    }

    package var score: Int { rows.reduce(0) { $0 + ($1.score ?? 0) } }
    package var unmatched: Int { rows.count { $0.mentor == nil } }
}
