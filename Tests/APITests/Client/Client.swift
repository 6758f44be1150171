import Foundation
import FoundationNetworking
import HTTP
import Testing

/// Asks a server over HTTP.
struct Client: Sendable {
    let port: Int
    let session: URLSession

    func ask(
        _ method: Method, _ path: String, key: String?, _ body: String?, _ headers: [String: String]
    ) async throws -> Answer {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/v1/\(path)"))
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: 120)
        request.httpMethod = method.rawValue
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.httpBody = Data(body.utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await session.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        let fields = http.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }
        let answer = Answer(http.statusCode, Dictionary(fields) { first, _ in first }, data)
        for breach in breaches(answer) {
            Issue.record("\(method.rawValue) \(path): \(breach): \(answer.text.prefix(500))")
        }
        return answer
    }

    /// What an answer lacks or tells that none may, whatever was asked (checklist 16, 17, 19, 36).
    private func breaches(_ answer: Answer) -> [String] {
        var breaches: [String] = []
        for (name, value) in Self.promised where answer.headers[name] != value { breaches.append("\(name) is missing") }
        for name in ["server", "x-powered-by"] where answer.headers[name] != nil { breaches.append("\(name) tells") }
        let cookie = #/__Host-session=(; Max-Age=0|[A-Za-z0-9_\-]{43}); Path=\/; Secure; HttpOnly; SameSite=Strict/#
        if let set = answer.headers["set-cookie"], set.wholeMatch(of: cookie) == nil {
            breaches.append("the cookie is open")
        }
        let inside = #/SELECT |INSERT |DELETE FROM|bg\.|log\.|pg_|(?i:postgres|libmicrohttpd|swift|sources\/|usr\/)/#
        if answer.status >= 400, let told = answer.text.firstMatch(of: inside) {
            breaches.append("\(told.output) is told")
        }
        return breaches
    }

    private static let promised = [
        "strict-transport-security": "max-age=31536000; includeSubDomains", "x-content-type-options": "nosniff",
        "content-security-policy":
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "referrer-policy": "no-referrer",
    ]
}
