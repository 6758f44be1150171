import Testing

@testable import HTTP

@Suite struct AcceptedRequestTests {
    @Test func `a plain request is answered and the connection is kept`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            for number in 0..<3 {
                client.send("GET /v1/a%20b?n=\(number)&q=x+y%26 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let response = try #require(client.response())
                #expect(response.status == 200)
                #expect(response.body == "GET [\"v1\", \"a b\"] n=\(number)&q=x y& ")
                #expect(response.headers["x-content-type-options"] == "nosniff")
                #expect(response.headers["date"] != nil)
            }
        }
    }

    @Test func `a handler that suspends is answered`() async throws {
        try await withServer(handler: { request in
            try? await Task.sleep(for: .milliseconds(20))
            return await echo(request)
        }) { server in
            let client = try RawClient(port: server.port)
            for _ in 0..<3 {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
                #expect(try #require(client.response()).body == "POST [\"\"]  hello")
            }
        }
    }
}
