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
        return Answer(http.statusCode, Dictionary(fields) { first, _ in first }, data)
    }
}
