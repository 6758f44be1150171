import Foundation
import FoundationNetworking

/// A running service, asked over HTTP.
struct RemoteEndpoint: Endpoint {
    /// Scheme, host and port.
    let server: URL
    /// Null asks as anybody.
    let key: String?

    func send(_ question: Question) async throws(Failure) -> Answer {
        var url = question.path.reduce(server.appending(path: "v1")) { $0.appending(component: $1) }
        if !question.query.isEmpty {
            url.append(queryItems: question.query.map { URLQueryItem(name: $0.name, value: $0.value) })
        }
        var request = URLRequest(url: url, timeoutInterval: question.patience)
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        if let language = question.language { request.setValue(language, forHTTPHeaderField: "Accept-Language") }
        if let body = question.body {
            request.httpMethod = "POST"
            request.httpBody = Data(body)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        do {
            let (data, response) = try await URLSession.shared.data(for: request)
            return Answer(status: (response as? HTTPURLResponse)?.statusCode ?? 0, body: Array(data))
        } catch {
            throw .failed("\(server.absoluteString) does not answer: \(error.localizedDescription)")
        }
    }

    /// A page of the admin address.
    static func page(_ url: URL) async throws -> Answer {
        let (data, response) = try await URLSession.shared.data(for: URLRequest(url: url, timeoutInterval: 3))
        return Answer(status: (response as? HTTPURLResponse)?.statusCode ?? 0, body: Array(data))
    }
}
