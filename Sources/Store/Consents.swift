import Foundation
import Model
import Postgres

/// Adds a consent.
package struct GiveConsent: Query {
    package let person: Identifier<Member>
    package let consent: Consent
    package let at: Date

    package init(person: Identifier<Member>, consent: Consent, at: Date) {
        self.person = person
        self.consent = consent
        self.at = at
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            INSERT INTO bg.consent (id, person, purpose, text_version, language, channel, given_at)
            VALUES (\(Identifier<Consent>.new(at: at).uuid), \(person.uuid), \(consent.purpose.rawValue),
                \(consent.textVersion), \(consent.language.description), \(consent.channel.rawValue), \(at))
            """)
    }
}

/// Withdraws all consents of a person for a purpose; nothing to withdraw is no error.
package struct WithdrawConsent: Query {
    package let person: Identifier<Member>
    package let purpose: Consent.Purpose
    package let at: Date

    package init(person: Identifier<Member>, purpose: Consent.Purpose, at: Date) {
        self.person = person
        self.purpose = purpose
        self.at = at
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            INSERT INTO bg.consent_withdrawal (consent, at)
            SELECT id, \(at) FROM bg.consent WHERE person = \(person.uuid) AND purpose = \(purpose.rawValue)
            ON CONFLICT DO NOTHING
            """)
    }
}

/// The purposes that a person has consented to and not withdrawn.
package struct ReadConsents: Query {
    package static var isReadOnly: Bool { true }
    package let person: Identifier<Member>

    package init(person: Identifier<Member>) { self.person = person }

    package func run(in transaction: Transaction) throws(StoreError) -> Set<Consent.Purpose> {
        Set(
            try transaction.all(
                """
                SELECT DISTINCT purpose FROM bg.consent c WHERE person = \(person.uuid)
                    AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)
                """
            ) { row throws(PostgresError) in try row.nextCase(Consent.Purpose.self) })
    }
}
