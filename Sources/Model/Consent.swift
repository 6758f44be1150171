/// What a person agreed to. Consents are only ever added; withdrawing one is a record of its own and acts at once.
package struct Consent: Hashable, Sendable {
    package enum Purpose: String, Sendable, CaseIterable {
        /// To be found by desks and centres, as a masked card. Without it a member is in no search and no match.
        case match
        case shareWithDesk = "share_with_desk"
        case shareWithPartner = "share_with_partner"
        case contact
        case statistics
    }

    package enum Channel: String, Sendable, CaseIterable {
        case web, paper, phone, `import`
    }

    package var purpose: Purpose
    /// The version of the text that was agreed to.
    package var textVersion: String
    package var language: LanguageTag
    package var channel: Channel

    package init(purpose: Purpose, textVersion: String, language: LanguageTag, channel: Channel) {
        self.purpose = purpose
        self.textVersion = textVersion
        self.language = language
        self.channel = channel
    }
}
