import Testing

@testable import HTTP

@Suite struct ServerTests {
    @Test(arguments: [false, true])
    func `many clients get their own answers`(_ suspending: Bool) async throws {
        try await withServer(handler: { request in
            if suspending { await Task.yield() }
            return await echo(request)
        }) { server in
            let right = try await concurrently(64) { index in
                let client = try RawClient(port: server.port)
                var right = 0
                for number in 0..<100 {
                    client.send(
                        "POST /\(index)/\(number) HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n\(100_000 + number)")
                    if client.response()?.body == "POST [\"\(index)\", \"\(number)\"]  \(100_000 + number)" {
                        right += 1
                    }
                }
                return right
            }
            #expect(right == Array(repeating: 100, count: 64))
        }
    }

    @Test func `clients that are killed anywhere leave nothing behind`() async throws {
        let log = Log()
        try await withServer(
            { $0.accessLog = log.append },
            handler: { request in
                if request.segments == ["slow"] { try? await Task.sleep(for: .milliseconds(50)) }
                return Response(.ok, contentType: "text/plain", body: [UInt8](repeating: 120, count: 500_000))
            }
        ) { server in
            let requests = [
                "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
                "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            ]
            _ = try await concurrently(3) { index in
                let bytes = Array(requests[index].utf8)
                for end in 0...bytes.count {
                    let client = try RawClient(port: server.port)
                    client.send(Array(bytes[..<end]))
                    if end == bytes.count { _ = client.receive(upTo: 1000) }
                    client.close()
                }
            }
            #expect(
                try await eventually { server.requestsInFlight == 0 && server.connections == 0 },
                "\(server.requestsInFlight) \(server.connections)")
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response()?.status == 200)
        }
    }

    @Test func `the access log names the template and never the path`() async throws {
        let log = Log()
        try await withServer(
            { $0.accessLog = log.append },
            handler: { request in
                var response = await echo(request)
                response.route = "/v1/mentors/{id}"
                return response
            }
        ) { server in
            let client = try RawClient(port: server.port)
            let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            client.send("GET /v1/mentors/secret?q=secret HTTP/1.1\r\nHost: a\r\ntraceparent: \(parent)\r\n\r\n")
            let response = try #require(client.response())
            #expect(try await eventually { log.records.count == 1 })
            let record = log.records[0]
            #expect(record.route == "/v1/mentors/{id}")
            #expect(record.status == 200)
            #expect(record.method == .get)
            #expect(record.bytes == response.body.utf8.count)
            #expect(record.outcome == .answered)
            #expect(record.traceID.description == "4bf92f3577b34da6a3ce929d0e0e4736")
            #expect(record.duration > .zero)
            #expect(!"\(record)".contains("secret"))
        }
    }

    @Test func `a header value cannot break out`() async throws {
        try await withServer(handler: { _ in
            var response = Response(.noContent, headers: ["X-A": "a\r\nX-B: b\0c", "X-Content-Type-Options": "own"])
            response.headers.add("Set-Cookie", "a=1")
            response.headers.add("Set-Cookie", "b=2")
            return response
        }) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let answer = client.receiveAll()
            #expect(answer.contains("X-A: a  X-B: b c\r\n"))
            #expect(answer.contains("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n"))
            #expect(answer.split(separator: "X-Content-Type-Options").count == 2)
            #expect(answer.hasPrefix("HTTP/1.1 204 "))
        }
    }

    @Test func `a port that is taken is said to be`() async throws {
        try await withServer { server in
            let address = "127.0.0.1:\(server.port)"
            let error = #expect(throws: ServerError.self) {
                _ = try Server(ServerConfiguration(address: address), handler: echo)
            }
            guard case .addressInUse(address) = error else {
                return #expect(Bool(false), "\(String(describing: error))")
            }
            #expect("\(ServerError.addressInUse(address))".contains("in use"))
        }
    }

    @Test func `a port is free again after the stop`() async throws {
        let first = try Server(ServerConfiguration(address: "[::1]:0"), handler: echo)
        await first.stop()
        let second = try Server(ServerConfiguration(address: "[::1]:\(first.port)"), handler: echo)
        #expect(second.port == first.port)
        await second.stop()
    }

    @Test(arguments: [
        "", "8080", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "::1:8080", ":80", "300.1.1.1:80", "[::1]",
    ])
    func `what is no address is refused`(_ address: String) {
        let error = #expect(throws: ServerError.self) {
            _ = try Server(ServerConfiguration(address: address), handler: echo)
        }
        guard case .invalidAddress = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }
}
