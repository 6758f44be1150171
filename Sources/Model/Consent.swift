import Foundation

/// What a person agreed to. Consents are only ever added; withdrawing one is a record of its own and acts at once.
package struct Consent: Hashable, Sendable {
    package enum Purpose: String, Sendable, CaseIterable {
        /// To be found by desks and centres, as a masked card. Without it a member is in no search and no match.
        case match
        case shareWithDesk = "share_with_desk"
        case shareWithPartner = "share_with_partner"
        case contact
        case statistics

        /// Whether it says with whom: nobody else is shared with.
        package var isSharing: Bool { self == .shareWithDesk || self == .shareWithPartner }

        /// Whether an organisation of a kind does what it is for: whoever accompanies people is shared with as a desk, whoever
        /// makes offers as a partner; some do both.
        package func fits(_ kind: Organisation.Kind) -> Bool {
            switch (self, kind) {
            case (.shareWithDesk, .employer), (.shareWithDesk, .centre), (.shareWithPartner, .desk),
                (.shareWithPartner, .region):
                false
            default: true
            }
        }

        /// Throws where it does not fit: nobody would see what is shared so.
        package func check(fits kind: Organisation.Kind) throws(Violation) {
            guard !fits(kind) else { return }
            let fitting = Organisation.Kind.allCases.filter(fits).map(\.rawValue).joined(separator: ", ")
            throw Violation(
                .valueOutOfRange, at: "/organisation",
                "this purpose is for \(fitting); for one of the kind \(kind.rawValue) give the other purpose of sharing"
            )
        }
    }

    package enum Channel: String, Sendable, CaseIterable {
        case web, paper, phone, `import`
    }

    package var purpose: Purpose
    /// The version of the text that was agreed to.
    package var textVersion: String
    package var language: LanguageTag
    package var channel: Channel
    /// With whom is shared; null for every other purpose.
    package var organisation: Identifier<Organisation>?
    /// When sharing ends by itself; null for never.
    package var until: Date?

    package init(
        purpose: Purpose, textVersion: String, language: LanguageTag, channel: Channel,
        organisation: Identifier<Organisation>? = nil, until: Date? = nil
    ) {
        self.purpose = purpose
        self.textVersion = textVersion
        self.language = language
        self.channel = channel
        self.organisation = organisation
        self.until = until
    }

    /// Throws the first rule that it breaks at an instant.
    ///
    /// - Parameter own: whether who agrees gives it to the service, and not to somebody who records it.
    package func check(at now: Date, own: Bool) throws(Violation) {
        if channel == .import || own && channel != .web {
            let remedy = own ? "give web, or leave this out" : "give web, paper or phone"
            throw Violation(.valueOutOfRange, at: "/channel", remedy)
        }
        if purpose.isSharing, organisation == nil {
            throw Violation(.valueMissing, at: "/organisation", "name the organisation that is shared with")
        }
        if !purpose.isSharing, organisation != nil || until != nil {
            let field = organisation == nil ? "/until" : "/organisation"
            throw Violation(.valueOutOfRange, at: field, "leave this out: only sharing names with whom and until when")
        }
        if let until, until <= now {
            throw Violation(.dateImpossible, at: "/until", "give an instant that is yet to come, or leave this out")
        }
    }
}

/// A consent as far as it stands: for what, and with whom.
package struct StandingConsent: Hashable, Sendable {
    package let purpose: Consent.Purpose
    package let organisation: Identifier<Organisation>?
    package let until: Date?

    package init(_ purpose: Consent.Purpose, organisation: Identifier<Organisation>? = nil, until: Date? = nil) {
        self.purpose = purpose
        self.organisation = organisation
        self.until = until
    }
}
