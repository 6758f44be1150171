import Foundation

/// What a person says against a match, one that staff were shown or the own with an offer; or against not having come.
package struct Contest: Hashable, Sendable {
    package enum About: Hashable, Sendable {
        /// Matches that staff were shown, by their row of the log.
        case shown(UUID)
        case offer(Identifier<Offer>)
        /// An application that ended by ``Application/Refusal/noShow``.
        case absence(Identifier<Application>)
    }

    /// What comes of it.
    package enum Outcome: String, Sendable, CaseIterable {
        case upheld, rejected
    }

    package struct Answer: Hashable, Sendable {
        package let outcome: Outcome
        package let reason: String
        package let at: Date

        package init(outcome: Outcome, reason: String, at: Date) {
            self.outcome = outcome
            self.reason = reason
            self.at = at
        }
    }

    package let person: Identifier<Member>
    package let about: About
    /// Who is to answer; null for the administrators.
    package let organisation: Identifier<Organisation>?
    package let text: String
    package let at: Date
    /// Null while nobody has answered.
    package let answer: Answer?

    package init(
        person: Identifier<Member>, about: About, organisation: Identifier<Organisation>?, text: String, at: Date,
        answer: Answer?
    ) {
        self.person = person
        self.about = about
        self.organisation = organisation
        self.text = text
        self.at = at
        self.answer = answer
    }
}
