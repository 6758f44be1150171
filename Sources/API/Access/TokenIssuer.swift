import Foundation
import HTTP
import Secrets
import Synchronization

/// Whose tokens are taken, and on which conditions: one issuer, pinned with its keys (OpenID Connect Core §3.1.3.7, RFC 9068
/// §4, RFC 8725).
///
/// What it says is believed of one thing alone: whom the token is of. A token is judged whole without asking anybody.
package final class TokenIssuer: Sendable {
    /// What a token has to say.
    package struct Terms: Sendable, Equatable {
        /// `iss`, an https URL.
        package let issuer: String
        /// What `aud` has to hold.
        package let audience: String
        /// The `acr` that says that two factors were shown; null where `amr` has to hold `mfa` (RFC 8176).
        package let context: String?

        package init(issuer: String, audience: String, context: String? = nil) {
            self.issuer = issuer
            self.audience = audience
            self.context = context
        }
    }

    package let terms: Terms
    private let keys: Mutex<KeySet>
    private let report: @Sendable (TraceID, TokenRefusal) -> Void
    /// Seconds that two clocks may be apart.
    private static let skew = 60.0
    /// Seconds for which a token is good at most: as long as a session.
    private static let longestLife = 12 * 3_600.0
    private static let subjectLengths = 1...255

    /// - Parameter report: is told why a token is refused, for the log.
    package init(
        _ terms: Terms, keys: KeySet, report: @escaping @Sendable (TraceID, TokenRefusal) -> Void = { _, _ in }
    ) {
        self.terms = terms
        self.keys = Mutex(keys)
        self.report = report
    }

    /// Takes other keys from now on.
    package func take(_ others: KeySet) { keys.withLock { $0 = others } }

    /// Whom a token is of, by the issuer's name for them; throws for one that is refused, and reports why.
    func subject(of token: String, at now: Date, _ trace: TraceID) throws(TokenRefusal) -> String {
        do { return try subject(in: verified(SignedToken(token)), at: now) } catch {
            report(trace, error)
            throw error
        }
    }

    /// What is claimed by a token that is signed with a key of the file, as that key signs.
    private func verified(_ token: SignedToken) throws(TokenRefusal) -> JSONObject {
        guard let key = keys.withLock({ $0[token.key] }) else { throw .key }
        guard key.algorithm.rawValue == token.algorithm else { throw .algorithm }
        guard key.isSignature(token.signature, of: token.signed) else { throw .signature }
        guard let claims = try? JSONValue(parsing: token.payload).object else { throw .claims }
        return claims
    }

    /// Whom what is claimed is of.
    func subject(in claims: JSONObject, at now: Date) throws(TokenRefusal) -> String {
        guard claims["iss"].is(terms.issuer) else { throw .issuer }
        try checkAudience(claims)
        try checkTimes(claims, now.timeIntervalSince1970)
        // Bound to a key that its holder would have to show (RFC 9449, RFC 8705), or about signing out.
        guard claims["cnf"] == nil, claims["events"] == nil else { throw .purpose }
        guard hasTwoFactors(claims) else { throw .factors }
        guard let subject = claims["sub"]?.string, Self.subjectLengths.contains(subject.utf8.count) else {
            throw .subject
        }
        return subject
    }

    /// A token for several is one that each of them could show here: then it must have been given to us.
    private func checkAudience(_ claims: JSONObject) throws(TokenRefusal) {
        guard let audience = claims["aud"] else { throw .audience }
        let all = audience.array ?? [audience]
        guard all.allSatisfy({ $0.string != nil }), all.contains(where: { Optional($0).is(terms.audience) }),
            all.count == 1 || claims["azp"].is(terms.audience)
        else { throw .audience }
    }

    /// - Parameter now: in seconds since 1970, as the times of tokens are.
    private func checkTimes(_ claims: JSONObject, _ now: Double) throws(TokenRefusal) {
        guard let end = claims["exp"]?.double, let made = claims["iat"]?.double else { throw .times }
        let beginning = claims["nbf"] == nil ? made : claims["nbf"]?.double
        guard let beginning else { throw .times }
        guard end > now - Self.skew else { throw .expired }
        guard max(beginning, made) <= now + Self.skew else { throw .early }
        guard end - made <= Self.longestLife else { throw .life }
    }

    private func hasTwoFactors(_ claims: JSONObject) -> Bool {
        if let context = terms.context { return claims["acr"].is(context) }
        return claims["amr"]?.array?.contains(.string("mfa")) ?? false
    }
}

extension JSONValue? {
    /// Whether it is a text of the same bytes; Swift's equality would take others that look the same.
    fileprivate func `is`(_ text: String) -> Bool {
        guard let own = self?.string else { return false }
        return own.utf8.elementsEqual(text.utf8)
    }
}
