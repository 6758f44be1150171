import Foundation
import Model
import Postgres

/// Has a code sent to an address, whether anybody has it or not; an earlier one counts no more. Nothing is sent within a
/// minute of the last, and after ten in a day.
package struct SendCode: Query {
    package static var role: StoreRole? { .signIn }
    package let address: ReachableAddress
    /// Of the code.
    package let hash: [UInt8]
    package let subject: String
    package let body: String

    package init(to address: ReachableAddress, hash: [UInt8], subject: String, body: String) {
        self.address = address
        self.hash = hash
        self.subject = subject
        self.body = body
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let kept = try transaction.change(
            """
            INSERT INTO log.one_time_code AS c (address, hash)
            VALUES (sha256(convert_to(\(address.text), 'UTF8')), \(Bytes(hash)))
            ON CONFLICT (address) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at, tries = 0,
                sent = CASE WHEN c.since < now() - interval '1 day' THEN 1 ELSE c.sent + 1 END,
                since = CASE WHEN c.since < now() - interval '1 day' THEN now() ELSE c.since END, sent_at = now()
            WHERE c.sent_at < now() - interval '1 minute' AND (c.sent < 10 OR c.since < now() - interval '1 day')
            """)
        if kept == 0 { return }
        try transaction.change(
            """
            INSERT INTO log.outbox (kind, address, subject, body, until)
            VALUES (\(address.kind.rawValue), \(address.text), \(subject), \(body), now() + interval '10 minutes')
            """)
    }
}

/// The hash of the code that was sent to an address and still counts; null when there is none. Each look is one of five tries.
package struct TryCode: Query {
    package static var role: StoreRole? { .signIn }
    package let address: ReachableAddress

    package init(of address: ReachableAddress) { self.address = address }

    package func run(in transaction: Transaction) throws(StoreError) -> [UInt8]? {
        try transaction.first(
            """
            UPDATE log.one_time_code SET tries = tries + 1
            WHERE address = sha256(convert_to(\(address.text), 'UTF8')) AND tries < 5 AND expires_at > now()
            RETURNING hash
            """
        ) { row throws(PostgresError) in try row.next(Bytes.self).bytes }
    }
}

/// Lets a code that was right count no more; throws ``StoreError/notFound`` when it was spent meanwhile.
package struct SpendCode: Query {
    package static var role: StoreRole? { .signIn }
    package let address: ReachableAddress
    /// Of the code.
    package let hash: [UInt8]

    package init(of address: ReachableAddress, hash: [UInt8]) {
        self.address = address
        self.hash = hash
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        // Not the present instant: another who shows it at once may have begun before that.
        let spent = try transaction.change(
            """
            UPDATE log.one_time_code SET expires_at = '-infinity'
            WHERE address = sha256(convert_to(\(address.text), 'UTF8')) AND hash = \(Bytes(hash)) AND expires_at > now()
            """)
        if spent == 0 { throw .notFound }
    }
}

/// The persons who can be reached at an address.
package struct FindReached: Query {
    package static var role: StoreRole? { .signIn }
    package static var isReadOnly: Bool { true }
    package let address: ReachableAddress

    package init(at address: ReachableAddress) { self.address = address }

    package func run(in transaction: Transaction) throws(StoreError) -> [Identifier<Member>] {
        // That the kind is one of the two is what the index of addresses is for.
        try transaction.all(
            """
            SELECT DISTINCT person FROM bg.person_contact WHERE kind = \(address.kind.rawValue)
                AND kind IN ('email', 'phone') AND bg.folded_address(value) = \(address.text) ORDER BY person
            """
        ) { row throws(PostgresError) in Identifier(try row.next(UUID.self)) }
    }
}

/// Forgets the codes of addresses to which none was sent for a day.
package struct ForgetCodes: Query {
    package static var role: StoreRole? { .clock }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("DELETE FROM log.one_time_code WHERE sent_at < now() - interval '1 day'")
    }
}
