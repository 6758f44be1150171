import Foundation
import Model
import Postgres

/// Proposes a mentor to a venture; throws ``StoreError/conflict(_:)`` where the state of either forbids it.
package struct InsertIntroduction: Query {
    package let id: Identifier<Introduction>
    package let venture: Identifier<Venture>
    package let mentor: Identifier<Member>
    package let principal: UUID?
    package let note: PlainText?
    package let reason: PlainText?

    package init(
        id: Identifier<Introduction>, venture: Identifier<Venture>, mentor: Identifier<Member>, by principal: UUID?,
        note: PlainText?, reason: PlainText?
    ) {
        self.id = id
        self.venture = venture
        self.mentor = mentor
        self.principal = principal
        self.note = note
        self.reason = reason
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            INSERT INTO bg.introduction (id, venture, mentor, proposed_by, note, reason)
            VALUES (\(id.uuid), \(venture.uuid), \(mentor.uuid), \(principal), \(note?.description), \(reason?.description))
            """)
    }
}

/// Introductions that who asks may know of, the latest first.
package struct ListIntroductions: Query {
    package static var isReadOnly: Bool { true }
    package var id: UUID?
    package var venture: Identifier<Venture>?
    package var state: Introduction.State?
    /// Whether those alone that have not ended.
    package var isOpen = false
    /// The one that the page begins after.
    package var after: UUID?
    package var limit: Int

    package init(
        id: UUID? = nil, venture: Identifier<Venture>? = nil, state: Introduction.State? = nil, isOpen: Bool = false,
        after: UUID? = nil, limit: Int
    ) {
        self.id = id
        self.venture = venture
        self.state = state
        self.isOpen = isOpen
        self.after = after
        self.limit = limit
    }

    package func run(
        in transaction: Transaction
    ) throws(StoreError) -> [(id: Identifier<Introduction>, value: Introduction)] {
        try transaction.all(
            """
            SELECT id, venture, mentor, organisation, state, note, reason, proposed_at, expires_at, mentor_accepted_at,
                venture_accepted_at, ended_at, end_reason
            FROM bg.introduction
            WHERE (\(id)::uuid IS NULL OR id = \(id)) AND (\(venture?.uuid)::uuid IS NULL OR venture = \(venture?.uuid))
                AND (\(state?.rawValue)::text IS NULL OR state = \(state?.rawValue))
                AND (NOT \(isOpen) OR ending IS NULL) AND (\(after)::uuid IS NULL OR id < \(after))
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { row throws(PostgresError) in
            (
                Identifier(try row.next(UUID.self)),
                Introduction(
                    venture: Identifier(try row.next(UUID.self)),
                    mentor: try row.nextOptional(UUID.self).map { Identifier($0) },
                    desk: Identifier(try row.next(UUID.self)), state: try row.nextCase(),
                    note: try row.nextOptional(), reason: try row.nextOptional(), proposedAt: try row.next(),
                    expiresAt: try row.next(), mentorAcceptedAt: try row.nextOptional(),
                    ventureAcceptedAt: try row.nextOptional(), endedAt: try row.nextOptional(),
                    endReason: try row.nextOptional())
            )
        }
    }
}

/// Makes whoever else wants to change an introduction, its mentor's places or its venture's wait.
package struct LockIntroduction: Query {
    package let id: Identifier<Introduction>

    package init(_ id: Identifier<Introduction>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT bg.lock_introduction(\(id.uuid))")
    }
}

/// Accepts an introduction for one of its sides; throws ``StoreError/conflict(_:)`` where a place is gone, or it is too late.
package struct AcceptIntroduction: Query {
    package enum Side: Sendable, Hashable {
        case mentor
        /// By a founder, or by the venture's desk when null.
        case venture(by: Identifier<Member>?)
    }

    package let id: Identifier<Introduction>
    package let side: Side

    package init(_ id: Identifier<Introduction>, for side: Side) {
        self.id = id
        self.side = side
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let change: SQL =
            switch side {
            case .mentor: "mentor_accepted_at = now()"
            case .venture(let founder): "venture_accepted_at = now(), accepted_by = \(founder?.uuid)"
            }
        // By the clock of the database, at the moment when the row is this transaction's.
        let changed = try transaction.change(
            """
            UPDATE bg.introduction SET \(change)
            WHERE id = \(id.uuid) AND ending IS NULL AND expires_at > clock_timestamp()
            """)
        if changed == 0 { throw .conflict("introduction_not_open") }
    }
}

/// Ends an introduction by one of its parties, or by the desk.
package struct EndIntroduction: Query {
    package let id: Identifier<Introduction>
    /// ``Introduction/State/declined`` or ``Introduction/State/closed``.
    package let ending: Introduction.State
    package let reason: String

    package init(_ id: Identifier<Introduction>, as ending: Introduction.State, because reason: String) {
        self.id = id
        self.ending = ending
        self.reason = reason
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let changed = try transaction.change(
            """
            UPDATE bg.introduction SET ending = \(ending.rawValue), ended_at = now(), end_reason = \(reason)
            WHERE id = \(id.uuid) AND ending IS NULL
            """)
        if changed == 0 { throw .conflict("introduction_not_open") }
    }
}

/// Somebody on the other side of an introduction.
package struct IntroducedPerson: Sendable {
    package let isMentor: Bool
    package let person: Identifier<Member>
    package let name: String
    /// Whether a founder speaks for the venture.
    package let leads: Bool
    package let email: String?
    package let phone: String?
}

/// Whom an introduction leads to, as far as who asks may know; empty where that is nobody.
package struct ReadIntroduced: Query {
    package static var isReadOnly: Bool { true }
    package let id: Identifier<Introduction>

    package init(by id: Identifier<Introduction>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> [IntroducedPerson] {
        try transaction.all(
            """
            SELECT side = 'mentor', person, name, lead, email, phone FROM bg.introduced(\(id.uuid))
            ORDER BY lead DESC, name, person
            """
        ) { row throws(PostgresError) in
            IntroducedPerson(
                isMentor: try row.next(), person: Identifier(try row.next(UUID.self)), name: try row.next(),
                leads: try row.next(), email: try row.nextOptional(), phone: try row.nextOptional())
        }
    }
}

/// Ends the introductions that were not accepted in time.
package struct ExpireIntroductions: Query {
    package static var role: StoreRole? { .clock }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT bg.expire_introductions()")
    }
}
