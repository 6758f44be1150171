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

    /// The key or session that is shown; null for a header that holds no key. A key goes before a cookie.
    var shown: Authenticate.Shown? {
        guard let header = headers["Authorization"] else { return sessionToken.map { .session($0) } }
        guard header.lowercased().hasPrefix("bearer ") else { return nil }
        return .key(header.dropFirst(7).trimmingCharacters(in: .whitespaces))
    }
}
