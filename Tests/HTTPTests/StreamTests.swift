import Testing

@testable import HTTP

@Suite struct StreamTests {
    @Test func `a streamed body arrives in chunks and whole`() async throws {
        let log = Log()
        try await withServer(
            { $0.accessLog = log.append },
            handler: { _ in
                Response(.ok, contentType: "text/csv") { writer in
                    for line in 0..<5000 {
                        if line % 1000 == 0 { try await Task.sleep(for: .milliseconds(5)) }
                        try await writer.write(Array("line \(line)\n".utf8))
                    }
                }
            }
        ) { server in
            let client = try RawClient(port: server.port)
            for _ in 0..<2 {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                let body = try #require(client.chunkedBody())
                #expect(body == (0..<5000).map { "line \($0)\n" }.joined())
            }
            #expect(try await eventually { log.records.count == 2 })
            #expect(log.records[0].bytes == (0..<5000).map { "line \($0)\n".utf8.count }.reduce(0, +))
        }
    }

    @Test func `a producer waits for its client`() async throws {
        let written = Counter()
        try await withServer(handler: { _ in
            Response(.ok, contentType: "text/plain") { writer in
                for _ in 0..<2000 {
                    try await writer.write([UInt8](repeating: 120, count: 32_768))
                    written.increment()
                }
            }
        }) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await eventually { written.value > 2 })
            var last = -1
            while written.value != last {
                last = written.value
                try await Task.sleep(for: .milliseconds(300))
            }
            // The buffers of the loopback sockets hold some megabytes, not 64.
            #expect(last < 1000)
            #expect(client.chunkedBody()?.utf8.count == 2000 * 32_768)
            #expect(written.value == 2000)
        }
    }

    @Test func `a producer that fails cuts the body off`() async throws {
        struct Failure: Error {}
        try await withServer(handler: { _ in
            Response(.ok, contentType: "text/plain") { writer in
                try await writer.write(Array("begun".utf8))
                throw Failure()
            }
        }) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.chunkedBody() == nil)
        }
    }

    @Test func `a producer learns that its client is gone`() async throws {
        let ended = Counter()
        try await withServer(handler: { _ in
            Response(.ok, contentType: "text/plain") { writer in
                defer { ended.increment() }
                while true { try await writer.write([UInt8](repeating: 120, count: 10_000)) }
            }
        }) { server in
            for _ in 0..<10 {
                let client = try RawClient(port: server.port)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = client.receive()
                client.close()
            }
            #expect(try await eventually { ended.value == 10 && server.requestsInFlight == 0 })
        }
    }

    @Test func `HEAD of a stream produces nothing`() async throws {
        let started = Counter()
        try await withServer(handler: { _ in
            Response(.ok, contentType: "text/plain") { _ in started.increment() }
        }) { server in
            let client = try RawClient(port: server.port)
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response(toHead: true)?.status == 200)
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(client.receiveAll().hasSuffix("\r\n\r\n"))
        }
        #expect(started.value == 0)
    }
}
