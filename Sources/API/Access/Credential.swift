import Foundation
import HTTP
import Matching

extension Request {
    /// What proves who asks, as it came; null for who shows nothing.
    var credential: String? { headers["Authorization"] ?? sessionToken }

    /// The token of the session whose cookie came along; empty where it came twice, which is nobody's.
    var sessionToken: String? {
        let pairs = headers.values("Cookie").flatMap {
            $0.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let tokens = pairs.filter { $0.hasPrefix("\(SessionCookie.name)=") }
            .map { String($0.dropFirst(SessionCookie.name.count + 1)) }
        return tokens.count > 1 ? "" : tokens.first
    }

    /// Who shows what: a key, a session, or a token that the issuer's keys prove; a header goes before a cookie.
    ///
    /// Throws ``MatchingError/notAuthenticated`` for a header that holds none of them, before the database is asked.
    func shown(_ issuer: TokenIssuer?) throws(MatchingError) -> Authenticate.Shown {
        guard let header = headers["Authorization"] else { return .session(sessionToken ?? "") }
        guard header.lowercased().hasPrefix("bearer ") else { throw .notAuthenticated }
        let text = header.dropFirst(7).trimmingCharacters(in: .whitespaces)
        // No key has a dot.
        guard text.contains(".") else { return .key(text) }
        // Without an issuer there is nobody to believe.
        guard let issuer, let subject = try? issuer.subject(of: text, at: .now, traceID) else {
            throw .notAuthenticated
        }
        return .subject(subject, of: issuer.terms.issuer)
    }
}
