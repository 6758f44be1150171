import Foundation
import Model
import Secrets
import Store

/// The account of who has signed in.
package struct Account: Sendable {
    package let login: String
    package let organisations: [Identifier<Organisation>]

    /// A login as it is kept and compared.
    static func normal(_ login: String) -> String { login.lowercased().trimmingCharacters(in: .whitespaces) }
}

/// Reads one's own account, which members need none of; throws ``MatchingError/notFound`` for who shows a key.
package struct ReadAccount: Sendable {
    package init() {}

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Account? {
        guard caller.session != nil else { throw .notFound }
        if case .member = caller.role { return nil }
        guard let own = try await service.run(FindAccounts(), as: caller).first else { throw .notFound }
        return Account(login: own.login, organisations: own.organisations)
    }
}

/// One of one's own sessions.
package struct Session: Sendable {
    package let id: UUID
    package let begunAt: Date
    package let idleUntil: Date
    package let endsAt: Date
    /// It is the one that asks.
    package let isCurrent: Bool
}

/// One's own sessions, the latest first; none for who shows a key.
package struct ListSessions: Sendable {
    package init() {}

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> [Session] {
        try await service.run(FindSessions(), as: caller).map { row in
            Session(
                id: row.id, begunAt: row.createdAt, idleUntil: row.idleUntil, endsAt: row.endsAt,
                isCurrent: row.id == caller.session)
        }
    }
}

/// Ends one of one's own sessions; throws ``MatchingError/notFound`` for any other.
package struct SignOut: Sendable {
    package let session: UUID

    package init(of session: UUID) { self.session = session }

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        try await service.run(EndSession(session), as: caller)
    }
}

/// Chooses another password, which ends one's other sessions.
package struct ChangePassword: Sendable {
    package let old: String
    package let code: String
    package let new: String

    package init(old: String, code: String, new: String) {
        self.old = old
        self.code = code
        self.new = new
    }

    /// Throws ``MatchingError/proofRefused`` when the old password or the code is wrong: the session goes on.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        guard caller.session != nil, let id = caller.principal,
            let account = try await service.run(FindAccount(.id(id)))
        else { throw .notFound }
        guard let proof = try await Proof.check(account, password: old, code: code) else {
            try await service.run(CountFailure(of: id))
            throw .proofRefused
        }
        let hash = try await NewPassword(new, login: account.login).hash()
        let session = caller.session
        do {
            try await service.store.transaction(as: .signIn) { transaction throws(StoreError) in
                try TakeCode(proof, of: id).run(in: transaction)
                try SetProof(of: id, password: hash, .changed(in: session)).run(in: transaction)
            }
        } catch {
            if case .notFound = error { throw .proofRefused }
            throw MatchingError(error)
        }
    }
}
