import Foundation
import Model
import Postgres

/// What is kept of a person beside the records that are matched, for the person alone.
package struct PersonFile: Sendable {
    package struct Given: Sendable {
        package let consent: Consent
        package let at: Date
        /// Null while it holds.
        package let withdrawnAt: Date?
    }

    /// How to reach the person, by kind.
    package let contact: [String: String]
    /// Every consent that was ever given, the oldest first.
    package let consents: [Given]
    package let founded: [Identifier<Venture>]
    /// By the names of the export, as JSON: equality, introductions, sessions, keys, openings, messages, and with which other
    /// records it was made one or found to be two.
    package let rest: String
}

/// Reads a person's file.
package struct ReadPersonFile: Query {
    package static var isReadOnly: Bool { true }
    package let person: Identifier<Member>

    package init(person: Identifier<Member>) { self.person = person }

    package func run(in transaction: Transaction) throws(StoreError) -> PersonFile {
        let contact = try ReadContact(of: person).run(in: transaction) ?? [:]
        let consents = try transaction.all(
            """
            SELECT c.purpose, c.text_version, c.language, c.channel, c.organisation, c.until, c.given_at, w.at
            FROM bg.consent c LEFT JOIN bg.consent_withdrawal w ON w.consent = c.id
            WHERE c.person = \(person.uuid) ORDER BY c.given_at, c.id
            """
        ) { row throws(PostgresError) in
            let purpose = try row.nextCase(Consent.Purpose.self)
            let (version, tag) = (try row.next(String.self), try row.next(String.self))
            let channel = try row.nextCase(Consent.Channel.self)
            guard let language = try? LanguageTag(tag) else { throw .unexpectedResult("a language that is none") }
            return PersonFile.Given(
                consent: Consent(
                    purpose: purpose, textVersion: version, language: language, channel: channel,
                    organisation: try row.nextOptional(UUID.self).map { Identifier($0) }, until: try row.nextOptional()),
                at: try row.next(), withdrawnAt: try row.nextOptional())
        }
        return PersonFile(
            contact: contact, consents: consents,
            founded: try VenturesFoundedBy(person: person).run(in: transaction),
            rest: try transaction.first("SELECT bg.own_file() || bg.own_merges()") { row throws(PostgresError) in
                try row.next(JSONText.self).text
            } ?? "{}")
    }
}
