import Foundation
import Secrets
import Store

/// A session that has begun: its token is shown this once and kept as its hash.
package struct BegunSession: Sendable {
    package let token: String
    package let idleUntil: Date
    package let endsAt: Date
}

/// Begins a session of an account that proves itself by password and code.
package struct SignIn: Sendable {
    package let login: String
    package let password: String
    /// Six digits of the app, or one of the codes to recover with.
    package let code: String

    package init(login: String, password: String, code: String) {
        self.login = login
        self.password = password
        self.code = code
    }

    /// Throws ``MatchingError/proofRefused`` for whatever is wrong: an account that is unknown, not taken up, disabled or
    /// locked, the password, or the code. Neither the answer nor its time tells which.
    package func run(in service: Service) async throws(MatchingError) -> BegunSession {
        let account = try await service.run(FindAccount(.login(Account.normal(login))))
        let proof = try await Proof.check(account, password: password, code: code)
        guard let account, let proof else {
            // As much is asked of the database for somebody whom there is not.
            try await service.run(CountFailure(of: account?.id ?? UUID()))
            throw .proofRefused
        }
        let token = Secret.token(prefix: "")
        let session: SessionRow?
        do {
            session = try await service.store.transaction(as: .signIn) { transaction throws(StoreError) in
                try TakeCode(proof, of: account.id).run(in: transaction)
                return try InsertSession(id: UUID(), of: .account(account.id), hash: Secret.hash(token)).run(
                    in: transaction)
            }
        } catch {
            // A code that was taken before, or an account that was locked meanwhile. Whoever shows the right ones twice, as by a
            // button that is pressed twice, guesses nothing and locks nobody out.
            if case .notFound = error { throw .proofRefused }
            throw MatchingError(error)
        }
        guard let session else { throw .internalFailure("a session that was not kept") }
        return BegunSession(token: token, idleUntil: session.idleUntil, endsAt: session.endsAt)
    }
}
