import Foundation

/// A member who wants what an offer gives, until one of the two sides ends it.
package struct Application: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable {
        /// Begun, and nobody's but the applicant's to see.
        case draft
        case submitted, shortlisted, interview
        /// A place is the applicant's to accept, until an instant.
        case offered
        /// The place is taken.
        case accepted
        /// The applicant has begun.
        case placed
        case rejected, withdrawn, lapsed

        /// Whether nothing has ended it yet.
        package var isOpen: Bool { !Self.endings.contains(self) }

        private static let endings: Set<Self> = [.placed, .rejected, .withdrawn, .lapsed]
    }

    /// What an applicant may show of the own record.
    package enum Part: String, Sendable, CaseIterable {
        case name, headline, residences, skills, sectors, languages
        /// How to be reached, as long as the applicant consents to that, too.
        case contact
    }

    /// What an applicant says of a statement that the rules ask for.
    package enum Attestation: String, Sendable, CaseIterable {
        case yes, no, unknown
    }

    /// Why whoever makes the offer refuses.
    package enum Refusal: String, Sendable, CaseIterable {
        case othersChosen = "others_chosen"
        case skills, experience, language
        case notConfirmed = "not_confirmed"
        case notAvailable = "not_available"
        case other
        /// Who accepted the place has not come, three days after it should have begun; nothing else takes one away.
        case noShow = "no_show"
    }

    package let offer: Identifier<Offer>
    /// Null once the applicant is erased.
    package let member: Identifier<Member>?
    /// Who made the offer when it was applied to: with whom the applicant shares.
    package let organisation: Identifier<Organisation>
    package let state: State
    package let shared: [Part]
    /// By the names of the statements.
    package let attestations: [String: Attestation]
    /// Of the offer's rules, which judged it; null where none were in force.
    package let ruleVersion: Int?
    package let createdAt: Date
    package let submittedAt: Date?
    /// Whether it was a draft when the offer closed, and was sent in the time that such have.
    package let isLate: Bool
    package let shortlistedAt: Date?
    package let interviewAt: Date?
    package let offeredAt: Date?
    /// Until when a place is the applicant's to accept.
    package let respondBy: Date?
    package let acceptedAt: Date?
    package let placedAt: Date?
    package let endedAt: Date?
    /// A refusal, or what ended it otherwise: `applicant`, `places_filled`, `offer_closed`, `offer_withdrawn`, `no_answer`,
    /// `not_submitted`, `not_decided`, `consent_withdrawn`, `record_retired`, `application_exists`, `contest_upheld`.
    package let endReason: String?

    package init(
        offer: Identifier<Offer>, member: Identifier<Member>?, organisation: Identifier<Organisation>, state: State,
        shared: [Part], attestations: [String: Attestation], ruleVersion: Int?, createdAt: Date, submittedAt: Date?,
        isLate: Bool, shortlistedAt: Date?, interviewAt: Date?, offeredAt: Date?, respondBy: Date?, acceptedAt: Date?,
        placedAt: Date?, endedAt: Date?, endReason: String?
    ) {
        self.offer = offer
        self.member = member
        self.organisation = organisation
        self.state = state
        self.shared = shared
        self.attestations = attestations
        self.ruleVersion = ruleVersion
        self.createdAt = createdAt
        self.submittedAt = submittedAt
        self.isLate = isLate
        self.shortlistedAt = shortlistedAt
        self.interviewAt = interviewAt
        self.offeredAt = offeredAt
        self.respondBy = respondBy
        self.acceptedAt = acceptedAt
        self.placedAt = placedAt
        self.endedAt = endedAt
        self.endReason = endReason
    }
}
