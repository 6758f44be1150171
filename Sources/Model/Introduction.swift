import Foundation

/// A mentor whom a desk proposes to a venture, until one of the three ends it.
package struct Introduction: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable {
        case proposed
        case mentorAccepted = "mentor_accepted"
        case ventureAccepted = "venture_accepted"
        /// Both have accepted, and may reach one another.
        case active
        case declined, expired, lapsed, closed, void

        /// Whether nothing has ended it yet.
        package var isOpen: Bool {
            switch self {
            case .proposed, .mentorAccepted, .ventureAccepted, .active: true
            case .declined, .expired, .lapsed, .closed, .void: false
            }
        }
    }

    /// Why somebody declines.
    package enum Refusal: String, Sendable, CaseIterable {
        case noTime = "no_time"
        case notMyField = "not_my_field"
        case language
        case conflictOfInterest = "conflict_of_interest"
        case needUnclear = "need_unclear"
        case other
    }

    /// What came of an introduction that was active, or why a desk takes a proposal back.
    package enum Outcome: String, Sendable, CaseIterable {
        case goalsMet = "goals_met"
        case partlyMet = "partly_met"
        case notMet = "not_met"
        case mentorLeft = "mentor_left"
        case ventureLeft = "venture_left"
        case noContact = "no_contact"
        case notStated = "not_stated"
    }

    package let venture: Identifier<Venture>
    /// Null once the mentor is erased.
    package let mentor: Identifier<Member>?
    package let desk: Identifier<Organisation>
    package let state: State
    package let note: String?
    /// Why this mentor, where another ranks higher.
    package let reason: String?
    package let proposedAt: Date
    /// When a proposal ends unless both have accepted.
    package let expiresAt: Date
    package let mentorAcceptedAt: Date?
    package let ventureAcceptedAt: Date?
    package let endedAt: Date?
    /// A refusal, an outcome, or what ended it otherwise: `capacity_filled`, `venture_filled`, `consent_withdrawn`,
    /// `venture_closed`, `founders_left`, `self_match`.
    package let endReason: String?

    package init(
        venture: Identifier<Venture>, mentor: Identifier<Member>?, desk: Identifier<Organisation>, state: State,
        note: String?, reason: String?, proposedAt: Date, expiresAt: Date, mentorAcceptedAt: Date?,
        ventureAcceptedAt: Date?, endedAt: Date?, endReason: String?
    ) {
        self.venture = venture
        self.mentor = mentor
        self.desk = desk
        self.state = state
        self.note = note
        self.reason = reason
        self.proposedAt = proposedAt
        self.expiresAt = expiresAt
        self.mentorAcceptedAt = mentorAcceptedAt
        self.ventureAcceptedAt = ventureAcceptedAt
        self.endedAt = endedAt
        self.endReason = endReason
    }
}
