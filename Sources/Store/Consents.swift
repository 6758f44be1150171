import Foundation
import Model
import Postgres

/// Throws ``StoreError/invalid(_:)`` for sharing with an organisation of a kind that the purpose does not fit: nobody would see
/// what is shared so. One that there is not is told by who writes the consent.
package struct RequireFitting: Query {
    package static var isReadOnly: Bool { true }
    package let consent: Consent

    package init(_ consent: Consent) { self.consent = consent }

    package func run(in transaction: Transaction) throws(StoreError) {
        guard let organisation = consent.organisation else { return }
        guard let kind = try FindKinds(of: [organisation.uuid]).run(in: transaction)[organisation.uuid] else { return }
        do { try consent.purpose.check(fits: kind) } catch { throw .invalid(error) }
    }
}

/// Of which kind organisations are; without those that there are not.
package struct FindKinds: Query {
    package static var isReadOnly: Bool { true }
    package let organisations: [UUID]

    package init(of organisations: [UUID]) { self.organisations = organisations }

    package func run(in transaction: Transaction) throws(StoreError) -> [UUID: Organisation.Kind] {
        let kinds = try transaction.all("SELECT id, kind FROM bg.organisation WHERE id = ANY(\(organisations))") {
            row throws(PostgresError) in (try row.next(UUID.self), try row.nextCase(Organisation.Kind.self))
        }
        return Dictionary(uniqueKeysWithValues: kinds)
    }
}

/// Adds a consent, unless the same one stands. It takes the place of those for another time: whoever says until when later than
/// without an end is taken at the later word.
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
        // As who withdraws does, so that neither waits for the other in turn, and a merge has written what it writes.
        try transaction.change("SELECT bg.lock_consents(\(person.uuid))")
        try transaction.change(
            """
            INSERT INTO bg.consent (id, person, purpose, text_version, language, channel, given_at, organisation, until)
            SELECT \(Identifier<Consent>.new(at: at).uuid), new.*
            FROM (VALUES (\(person.uuid), \(consent.purpose.rawValue), \(consent.textVersion),
                \(consent.language.description), \(consent.channel.rawValue), \(at)::timestamptz,
                \(consent.organisation?.uuid)::uuid, \(consent.until)::timestamptz))
                AS new (person, purpose, text_version, language, channel, given_at, organisation, until)
            WHERE NOT EXISTS (SELECT FROM bg.consent c
                WHERE (c.person, c.purpose, c.text_version, c.language, c.channel)
                        = (new.person, new.purpose, new.text_version, new.language, new.channel)
                    AND (c.organisation, c.until) IS NOT DISTINCT FROM (new.organisation, new.until)
                    AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id))
            """)
        // Told to the triggers, which take a withdrawal for the end of what it was for.
        try transaction.change("SELECT set_config('braingain.replacing', 'on', true)")
        try transaction.change(
            """
            INSERT INTO bg.consent_withdrawal (consent, at)
            SELECT c.id, \(at) FROM bg.consent c WHERE c.person = \(person.uuid) AND c.purpose = \(consent.purpose.rawValue)
                AND c.organisation IS NOT DISTINCT FROM \(consent.organisation?.uuid)::uuid
                AND c.until IS DISTINCT FROM \(consent.until)::timestamptz AND (c.until IS NULL OR c.until > \(at))
            ON CONFLICT DO NOTHING
            """)
        try transaction.change("SELECT set_config('braingain.replacing', '', true)")
    }
}

/// Withdraws the consents of a person for a purpose; nothing to withdraw is no error.
package struct WithdrawConsent: Query {
    package let person: Identifier<Member>
    package let purpose: Consent.Purpose
    /// Null for whomever they share with.
    package let organisation: Identifier<Organisation>?
    package let at: Date

    package init(
        person: Identifier<Member>, purpose: Consent.Purpose, organisation: Identifier<Organisation>? = nil, at: Date
    ) {
        self.person = person
        self.purpose = purpose
        self.organisation = organisation
        self.at = at
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        if purpose == .shareWithDesk { try transaction.change("SELECT bg.part_from(\(organisation?.uuid))") }
        // A merge at this moment may write down what is then withdrawn: it is waited for, before consents are looked for.
        try transaction.change("SELECT bg.lock_consents(\(person.uuid))")
        try transaction.change(
            """
            INSERT INTO bg.consent_withdrawal (consent, at)
            SELECT id, \(at) FROM bg.consent WHERE person = \(person.uuid) AND purpose = \(purpose.rawValue)
                AND coalesce(organisation = \(organisation?.uuid), \(organisation == nil))
            ON CONFLICT DO NOTHING
            """)
    }
}

/// What a person has consented to and not withdrawn, as far as who asks may know of it.
package struct ReadConsents: Query {
    package static var isReadOnly: Bool { true }
    package let person: Identifier<Member>

    package init(person: Identifier<Member>) { self.person = person }

    package func run(in transaction: Transaction) throws(StoreError) -> [StandingConsent] {
        try transaction.all(
            """
            SELECT purpose, organisation, nullif(max(coalesce(until, 'infinity')), 'infinity') FROM bg.consent c
            WHERE person = \(person.uuid) AND (until IS NULL OR until > now())
                AND (organisation IS NOT NULL OR purpose NOT LIKE 'share%')
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)
            GROUP BY purpose, organisation ORDER BY purpose, organisation
            """
        ) { row throws(PostgresError) in
            StandingConsent(
                try row.nextCase(), organisation: try row.nextOptional(UUID.self).map { Identifier($0) },
                until: try row.nextOptional())
        }
    }
}

/// Lets what goes on of a member's sharing count again where a part of it has ended by itself, and parts two records that were merged
/// by a desk with which one of them shares no more.
package struct EndGrants: Query {
    package static var role: StoreRole? { .clock }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) {
        _ = try transaction.rows("SELECT bg.end_grants(), bg.part_unshared()")
    }
}
