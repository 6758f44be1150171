import Foundation
import Matching
import Model
import Scoring

/// One of the twelve golden stories: some invented people, a question, and the answer that must come.
///
/// A story rests on dominance or on a filter, so it holds under any positive weights; inside the whole population its
/// own rows keep their order.
package struct Story: Sendable {
    package let number: Int
    package let title: String
    /// What the story adds to the database.
    package let population: Population
    package let steps: [Step]

    /// One thing that happens in a story, in order.
    package enum Step: Sendable {
        case expect(Expectation)
        case expectPanel(PanelExpectation)
        case expectAssignment(AssignmentExpectation)
        /// The mentor now accompanies so many ventures.
        case setHeld(Identifier<Member>, Int)
        /// The member's profile becomes this one.
        case setProfile(Identifier<Member>, Profile)
    }

    /// The mentors who together answer a venture best.
    package struct PanelExpectation: Sendable {
        package let venture: Identifier<Venture>
        /// At most so many members.
        package let size: Int
        /// Those who may be members.
        package let among: Set<Identifier<Member>>
        package let members: Set<Identifier<Member>>
        /// How many of the skills that are asked are answered in full.
        package let covered: Int
    }

    /// Who is to accompany whom in a cohort.
    package struct AssignmentExpectation: Sendable {
        package let cohort: Identifier<Cohort>
        package var pins: [CohortPair] = []
        /// The mentor of each venture; null for one that is unmatched.
        package let mentors: [Identifier<Venture>: Identifier<Member>?]
        /// A venture that got another than its best, with that one: its regret is the difference of their scores.
        package var regret: CohortPair?
    }

    /// A question with its answer, as far as the story's own rows are concerned.
    package struct Expectation: Sendable {
        package let subject: MatchSubject
        package let seek: Kind
        package var at = Population.clock
        /// A skill, language or other statement that is supposed of one of them: "language:fr:B2".
        package var supposing: (id: UUID, statement: String)?
        /// Those who match, the best first.
        package var order: [UUID] = []
        /// Those who are left out, with the reason.
        package var leftOut: [UUID: LeftOut] = [:]
        /// The version of the rules that leaves somebody out, and its clause.
        package var brokenRule: (version: Int, clause: String)?
        /// Those who do not even appear.
        package var absent: [UUID] = []
        /// Whether the best answers everything in full.
        package var bestIsFull = false
        /// Whether a part of the best counts as alike, and for less than the whole.
        package var bestIsAlike = false
        /// How much of the weight somebody states: at least, at most.
        package var evidence: [UUID: ClosedRange<Double>] = [:]
        /// The skill that somebody should be asked about next.
        package var askNext: [UUID: ConceptID] = [:]
        /// Statements that the best has to confirm.
        package var toConfirm: [String] = []
        /// Whether the story's own rows are all that there is to find, so that the list is empty.
        package var nobody = false

        package init(_ subject: MatchSubject, seek: Kind) {
            self.subject = subject
            self.seek = seek
        }
    }
}
