import Foundation
import Model
import Postgres

/// A session of somebody who has signed in, without its token.
package struct SessionRow: Sendable {
    package let id: UUID
    package let createdAt: Date
    /// When it ends unless it is used before.
    package let idleUntil: Date
    package let endsAt: Date
}

/// Begins a session.
package struct InsertSession: Query {
    package enum Holder: Sendable {
        case account(UUID)
        /// Of a person, or of whoever will be that person once registered, with the address that was proved.
        case person(Identifier<Member>, ReachableAddress)
    }

    package static var role: StoreRole? { .signIn }
    package let id: UUID
    package let holder: Holder
    /// Of its token.
    package let hash: [UInt8]

    package init(id: UUID, of holder: Holder, hash: [UInt8]) {
        self.id = id
        self.holder = holder
        self.hash = hash
    }

    package func run(in transaction: Transaction) throws(StoreError) -> SessionRow? {
        let (account, person, address): (UUID?, UUID?, ReachableAddress?) =
            switch holder {
            case .account(let account): (account, nil, nil)
            case .person(let person, let address): (nil, person.uuid, address)
            }
        return try transaction.first(
            """
            INSERT INTO bg.session (id, account, person, kind, address, hash, idle_until, ends_at)
            VALUES (\(id), \(account), \(person), \(address?.kind.rawValue), \(address?.text), \(Bytes(hash)),
                now() + interval '30 minutes', now() + interval '12 hours')
            RETURNING id, created_at, idle_until, ends_at
            """
        ) { row throws(PostgresError) in try SessionRow(&row) }
    }
}

/// The sessions of who asks, the latest first.
package struct FindSessions: Query {
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> [SessionRow] {
        try transaction.all(
            """
            SELECT id, created_at, idle_until, ends_at FROM bg.session WHERE idle_until > now()
            ORDER BY created_at DESC, id
            """
        ) { row throws(PostgresError) in try SessionRow(&row) }
    }
}

/// Ends a session of who asks; throws ``StoreError/notFound`` when it is none of theirs.
package struct EndSession: Query {
    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) {
        if try transaction.change("DELETE FROM bg.session WHERE id = \(id)") == 0 { throw .notFound }
    }
}

/// Forgets the sessions that ended.
package struct ForgetSessions: Query {
    package static var role: StoreRole? { .clock }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("DELETE FROM bg.session WHERE idle_until < now()")
    }
}

/// Keeps a session that is used from ending, for another half hour, but not past its end.
package struct KeepSession: Query {
    package static var role: StoreRole? { .signIn }
    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            UPDATE bg.session SET idle_until = least(now() + interval '30 minutes', ends_at)
            WHERE id = \(id) AND idle_until > now()
            """)
    }
}

/// Whose session a token is of: who shows it sees that one alone. Null for one that ended, or whose account is disabled.
package struct FindSignedIn: Reading {
    package typealias Result = Found?

    package struct Found: Sendable {
        package let session: UUID
        /// The account or the person.
        package let holder: UUID
        /// `member` for a person.
        package let role: String
        /// What a person proved to have.
        package let address: ReachableAddress?
        package let memberships: [Identifier<Organisation>]
        /// The same, and those below them.
        package let organisations: Set<Identifier<Organisation>>
        /// Whether they lead one of these.
        package let isLead: Bool
        /// It was not used for a minute, so that it has to be kept.
        package let isIdle: Bool
    }

    package let hash: [UInt8]

    package init(hash: [UInt8]) { self.hash = hash }

    package var statement: SQL {
        """
        SELECT s.id, coalesce(a.id, s.person), coalesce(a.role, 'member'), s.kind, s.address,
            ARRAY(SELECT m.organisation FROM bg.membership m WHERE m.account = a.id),
            ARRAY(SELECT o.id FROM bg.organisation o
                WHERE o.path && ARRAY(SELECT m.organisation FROM bg.membership m WHERE m.account = a.id)),
            EXISTS (SELECT FROM bg.membership m WHERE m.account = a.id AND m.lead),
            s.idle_until < least(now() + interval '29 minutes', s.ends_at)
        FROM bg.session s LEFT JOIN bg.account a ON a.id = s.account
        WHERE s.hash = \(Bytes(hash)) AND coalesce(a.id, s.person) IS NOT NULL
        """
    }

    package func result(of rows: Rows) throws(StoreError) -> Found? {
        try rows.all { row throws(PostgresError) in
            let (session, holder) = (try row.next(UUID.self), try row.next(UUID.self))
            let role = try row.next(String.self)
            let (kind, text) = (try row.nextOptional(String.self), try row.nextOptional(String.self))
            return Found(
                session: session, holder: holder, role: role,
                address: kind.flatMap(ReachableAddress.Kind.init).map { ReachableAddress(kind: $0, known: text ?? "") },
                memberships: try row.next([UUID].self).map { Identifier($0) },
                organisations: Set(try row.next([UUID].self).map { Identifier($0) }), isLead: try row.next(),
                isIdle: try row.next())
        }.first
    }
}

extension SessionRow {
    fileprivate init(_ row: inout Row) throws(PostgresError) {
        self.init(
            id: try row.next(), createdAt: try row.next(), idleUntil: try row.next(), endsAt: try row.next())
    }
}
