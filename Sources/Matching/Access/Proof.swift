import Foundation
import Secrets
import Store

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
