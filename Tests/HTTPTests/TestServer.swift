import Testing

@testable import HTTP

/// Runs a body against a server on a free port, and stops the server. The body may block.
func withServer(
    _ adjust: (inout ServerConfiguration) -> Void = { _ in },
    handler: @escaping @Sendable (Request) async -> Response = echo,
    _ body: (Server) async throws -> Void
) async throws {
    var configuration = ServerConfiguration(address: "127.0.0.1:0")
    adjust(&configuration)
    let server = try Server(configuration, handler: handler)
    do {
        try await withTaskExecutorPreference(BlockingExecutor.shared) { try await body(server) }
    } catch {
        await server.stop()
        throw error
    }
    await server.stop()
    #expect(server.requestsInFlight == 0)
}

/// Answers with what it understood.
@Sendable func echo(_ request: Request) async -> Response {
    let query = request.query.items.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let text =
        "\(request.method.rawValue) \(request.segments) \(query) \(String(decoding: request.body, as: UTF8.self))"
    return Response(.ok, contentType: "text/plain", body: Array(text.utf8))
}

/// Waits until something holds; a generous limit, since the machine may be busy.
func eventually(_ condition: @Sendable () -> Bool) async throws -> Bool {
    for _ in 0..<2000 {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return false
}
