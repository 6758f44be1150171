import Testing

@testable import HTTP

@Suite struct LimitTests {
    @Test func `a body at the limit is read and one octet more is not`() async throws {
        try await withServer({ $0.bodyLimit = 100_000 }) { server in
            let body = String(repeating: "x", count: 100_000)
            let client = try RawClient(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n\(body)")
            #expect(try #require(client.response()).body.hasSuffix(body))
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100001\r\n\r\n")
            #expect(try #require(client.response()).status == 413)
            #expect(client.receive().isEmpty)
        }
    }

    @Test(arguments: [1, 1000, 60_000])
    func `a chunked body is cut at the limit`(_ chunk: Int) async throws {
        let handled = Counter()
        let log = Log()
        try await withServer(
            {
                $0.bodyLimit = 60_000
                $0.accessLog = log.append
            },
            handler: { request in
                handled.increment()
                return await echo(request)
            }
        ) { server in
            let client = try RawClient(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            let part = "\(String(chunk, radix: 16))\r\n\(String(repeating: "x", count: chunk))\r\n"
            for _ in 0...(60_000 / chunk) where !client.send(part) { break }
            let answer = client.receiveAll()
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(answer.split(separator: "HTTP/1.1 ").count == 1)
            #expect(try await eventually { log.records.count == 1 && server.connections == 0 })
        }
        #expect(handled.value == 0)
        #expect(log.records.first?.status == 413)
    }

    @Test func `a head of any length gets exactly one answer`() async throws {
        try await withServer { server in
            var statuses: Set<Int> = []
            for length in stride(from: 0, through: 17_000, by: 50) {
                let fields = [
                    "X: \(String(repeating: "x", count: length))\r\n",
                    "Cookie: a=\(String(repeating: "x", count: length))\r\n",
                    "Cookie: \(String(repeating: "a=b; ", count: length / 5))\r\n",
                    String(repeating: "X: 1\r\n", count: length / 6),
                ]
                for field in fields {
                    let client = try RawClient(port: server.port)
                    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(field)\r\n")
                    let answer = client.receiveAll()
                    #expect(answer.split(separator: "HTTP/1.1 ").count == 1)
                    let status = Int(answer.dropFirst(9).prefix(3)) ?? 0
                    statuses.insert(status)
                    if length < 1000 { #expect(status == 200) }
                }
            }
            #expect(statuses == [200, 431])
        }
    }

    @Test func `many small requests in one go are all answered`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.send((0..<2000).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for number in 0..<2000 { #expect(client.response()?.body == "GET [\"\(number)\"]  ") }
        }
    }

    @Test func `an address gets no more than its share of connections`() async throws {
        try await withServer({ $0.connectionsPerAddress = 3 }) { server in
            let first = try (0..<3).map { _ in try RawClient(port: server.port) }
            #expect(try await eventually { server.connections == 3 })
            let fourth = try RawClient(port: server.port)
            fourth.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(fourth.response() == nil)
            let elsewhere = try RawClient(port: server.port, source: "127.0.0.2")
            elsewhere.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(elsewhere.response()?.status == 200)
            first[0].send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(first[0].response()?.status == 200)
            first[1].close()
            #expect(try await eventually { server.connections == 3 })
            let fifth = try RawClient(port: server.port)
            fifth.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(fifth.response()?.status == 200)
        }
    }

    @Test func `a trusted proxy has no share and names the client`() async throws {
        try await withServer(
            {
                $0.connectionsPerAddress = 1
                $0.trustedProxies = ["127.0.0.1", "10.0.0.1"]
            }, handler: { Response(.ok, contentType: "text/plain", body: Array($0.remoteAddress.utf8)) }
        ) { server in
            for (source, forwarded, expected) in [
                ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
                ("127.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
                ("127.0.0.1", "2001:db8::1", "2001:db8::1"),
                ("127.0.0.1", "<script>", "127.0.0.1"),
                ("127.0.0.2", "198.51.100.7", "127.0.0.2"),
            ] {
                let client = try RawClient(port: server.port, source: source)
                let other = try RawClient(port: server.port)
                client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: \(forwarded)\r\n\r\n")
                #expect(client.response()?.body == expected)
                other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(other.response()?.body == "127.0.0.1")
            }
        }
    }
}
