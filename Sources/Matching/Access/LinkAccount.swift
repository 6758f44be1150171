import Model
import Secrets
import Store

/// Lets whoever an issuer's tokens name by a subject be an account, or nobody any more.
package struct LinkAccount: Sendable {
    package let login: String
    package let issuer: String
    /// Null ends the link.
    package let subject: String?

    package init(_ login: String, with subject: String?, of issuer: String) {
        self.login = Account.normal(login)
        self.issuer = issuer
        self.subject = subject
    }

    /// An account has one subject of an issuer: another takes its place. Throws ``MatchingError/notFound`` when there is no such
    /// account, or no link to end, ``MatchingError/conflict(_:)`` for a subject that is another account's, and
    /// ``MatchingError/invalid(_:)`` for what no token can say.
    ///
    /// - Parameter store: asked by the owner.
    package func run(in store: Store) async throws(MatchingError) {
        guard Self.isIssuer(issuer) else {
            throw .invalid(Violation(.valueOutOfRange, at: "/issuer", "give its https URL, as tokens have it in iss"))
        }
        guard subject.map({ (1...255).contains($0.utf8.count) }) ?? true else {
            throw .invalid(Violation(.valueOutOfRange, at: "/subject", "give 1 to 255 bytes, as tokens have it in sub"))
        }
        let hash = subject.map { Self.hash($0, of: issuer) }
        do { try await store.run(SetLink(of: login, issuer: issuer, hash: hash)) } catch { throw MatchingError(error) }
    }

    /// What is kept of a subject: nobody needs to read it.
    static func hash(_ subject: String, of issuer: String) -> [UInt8] {
        Secret.hash(Array(subject.utf8), key: Secret.hash(issuer))
    }

    /// Whether a text can be an issuer's name: an https URL without query and fragment (OpenID Connect Core §2).
    package static func isIssuer(_ text: String) -> Bool {
        text.wholeMatch(of: /https:\/\/[!-~]{1,240}/) != nil && !text.contains { "?#".contains($0) }
    }
}
