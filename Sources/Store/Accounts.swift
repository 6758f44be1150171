import Foundation
import Model
import Postgres

/// Somebody who signs in, with what proves it.
package struct AccountRow: Sendable {
    package let id: UUID
    package let login: String
    /// An Argon2id hash; null until the invitation is taken up.
    package let password: String?
    package let totp: [UInt8]?
    package let isActive: Bool
    /// Too many attempts failed a short while ago.
    package let isLocked: Bool
}

/// The account of a login, or of an invitation that still stands.
package struct FindAccount: Query {
    package enum Key: Sendable {
        case login(String)
        case id(UUID)
        /// The hash of its token.
        case invitation([UInt8])
    }

    package static var role: StoreRole? { .signIn }
    package static var isReadOnly: Bool { true }
    package let key: Key

    package init(_ key: Key) { self.key = key }

    package func run(in transaction: Transaction) throws(StoreError) -> AccountRow? {
        let condition: SQL =
            switch key {
            case .login(let login): "login = \(login)"
            case .id(let id): "id = \(id)"
            case .invitation(let hash): "invitation = \(Bytes(hash)) AND invited_until > now()"
            }
        return try transaction.first(
            """
            SELECT id, login, password, totp, status = 'active', coalesce(locked_until > now(), false)
            FROM bg.account WHERE \(condition)
            """
        ) { row throws(PostgresError) in
            AccountRow(
                id: try row.next(), login: try row.next(), password: try row.nextOptional(),
                totp: try row.nextOptional(Bytes.self)?.bytes, isActive: try row.next(), isLocked: try row.next())
        }
    }
}

/// Counts an attempt to sign in that failed. From the fifth in a row on, the account is locked for a minute, and twice as
/// long each time, up to an hour; attempts while it is locked do not count, so that nobody locks it for good.
package struct CountFailure: Query {
    package static var role: StoreRole? { .signIn }
    package let account: UUID

    package init(of account: UUID) { self.account = account }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            UPDATE bg.account SET failed = failed + 1, locked_until = CASE WHEN failed >= 4
                THEN now() + least(interval '1 hour', interval '1 minute' * 2 ^ least(failed - 4, 10)) END
            WHERE id = \(account) AND (locked_until IS NULL OR locked_until <= now())
            """)
    }
}

/// Takes a code once, of an account that is neither locked nor disabled; throws ``StoreError/notFound`` when it was taken
/// before.
package struct TakeCode: Query {
    package enum Code: Sendable {
        /// Of the app, by its step of time.
        case step(Int)
        /// One to recover with, by its hash.
        case recovery([UInt8])
    }

    package static var role: StoreRole? { .signIn }
    package let account: UUID
    package let code: Code

    package init(_ code: Code, of account: UUID) {
        self.code = code
        self.account = account
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let step: Int?
        switch code {
        case .step(let taken): step = taken
        case .recovery(let hash):
            step = nil
            let gone = try transaction.change(
                "DELETE FROM bg.recovery_code WHERE account = \(account) AND hash = \(Bytes(hash))")
            if gone == 0 { throw .notFound }
        }
        let taken = try transaction.change(
            """
            UPDATE bg.account SET failed = 0, locked_until = NULL, totp_step = coalesce(\(step), totp_step)
            WHERE id = \(account) AND status = 'active' AND (locked_until IS NULL OR locked_until <= now())
                AND coalesce(\(step) > totp_step, true)
            """)
        if taken == 0 { throw .notFound }
    }
}

/// What somebody proves to be themselves with, from now on; every session of the account but one ends.
package struct SetProof: Query {
    package static var role: StoreRole? { .signIn }
    package let account: UUID
    package let password: String
    package let means: Means

    /// What goes with the new password.
    package enum Means: Sendable {
        /// App and codes stay, and so does this session.
        case changed(in: UUID?)
        /// The hash of the invitation that is taken up, a new secret for the app, and new codes to recover with by their hashes.
        case invited(by: [UInt8], secret: [UInt8], recovery: [[UInt8]])
    }

    package init(of account: UUID, password: String, _ means: Means) {
        self.account = account
        self.password = password
        self.means = means
    }

    /// Throws ``StoreError/notFound`` for an invitation that was taken up meanwhile.
    package func run(in transaction: Transaction) throws(StoreError) {
        let (session, invitation, secret, recovery): (UUID?, [UInt8]?, [UInt8]?, [[UInt8]]) =
            switch means {
            case .changed(let session): (session, nil, nil, [])
            case .invited(let invitation, let secret, let recovery): (nil, invitation, secret, recovery)
            }
        let changed = try transaction.change(
            """
            UPDATE bg.account SET password = \(password), totp = coalesce(\(secret.map { Bytes($0) }), totp),
                invitation = NULL, invited_until = NULL, failed = 0, locked_until = NULL
            WHERE id = \(account)
                AND coalesce(invitation = \(invitation.map { Bytes($0) }) AND invited_until > now(), \(invitation == nil))
            """)
        if changed == 0 { throw .notFound }
        try transaction.change("DELETE FROM bg.session WHERE account = \(account) AND id IS DISTINCT FROM \(session)")
        guard invitation != nil else { return }
        try transaction.change("DELETE FROM bg.recovery_code WHERE account = \(account)")
        for hash in recovery {
            try transaction.change("INSERT INTO bg.recovery_code (account, hash) VALUES (\(account), \(Bytes(hash)))")
        }
    }
}
