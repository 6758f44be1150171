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
            if let account { try await service.run(CountFailure(of: account.id)) }
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
            // A code that was taken before, or an account that was locked meanwhile.
            if case .notFound = error {
                try await service.run(CountFailure(of: account.id))
                throw .proofRefused
            }
            throw MatchingError(error)
        }
        guard let session else { throw .internalFailure("a session that was not kept") }
        return BegunSession(token: token, idleUntil: session.idleUntil, endsAt: session.endsAt)
    }
}

/// What an account proves itself with.
enum Proof {
    /// The code to take, when password and code are right and the account is open; always as much work.
    static func check(
        _ account: AccountRow?, password: String, code: String
    ) async throws(MatchingError) -> TakeCode.Code? {
        // Somebody whom there is not has a password that nobody knows, so that it takes as long to refuse them.
        guard let hash = account?.password ?? unknown else { throw .internalFailure("no memory for a password") }
        let isRight = try await PasswordWork.run { Password.isRight(password, for: hash) }
        guard isRight, let account, account.isActive, !account.isLocked, let secret = account.totp else { return nil }
        let digits = code.filter { !$0.isWhitespace }
        if let step = OneTimeCode.step(of: digits, secret, at: .now) { return .step(step) }
        return .recovery(Secret.hash(RecoveryCode.normal(code)))
    }

    private static let unknown = Password.hash(Secret.token(prefix: ""))
}

/// Codes that stand in for those of the app, each once.
enum RecoveryCode {
    static let count = 10

    /// 80 random bits in base 32, in groups of four.
    static func make() -> String {
        let text = OneTimeCode.base32(Secret.random(10)).lowercased()
        return stride(from: 0, to: text.count, by: 4).map { String(text.dropFirst($0).prefix(4)) }.joined(
            separator: "-")
    }

    static func normal(_ code: String) -> String { code.lowercased().filter { $0.isLetter || $0.isNumber } }
}
