import Testing

@testable import HTTP

@Suite struct DeadlineTests {
    @Test func `clients that send a byte now and then do not hold the service`() async throws {
        try await withServer({
            $0.headDeadline = .seconds(1)
            $0.connectionLimit = 40
        }) { server in
            let slow = try (0..<40).map { _ in try RawClient(port: server.port) }
            for client in slow { client.send("GET / HTTP/1.1\r\n") }
            // Never silent for long, so that a limit of inactivity alone would not end them.
            for _ in 0..<100 {
                for client in slow { client.send("x") }
                try await Task.sleep(for: .milliseconds(50))
                if server.connections == 0 { break }
            }
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response()?.status == 200)
            #expect(server.connections == 1)
        }
    }

    @Test func `a connection that says nothing ends`() async throws {
        try await withServer({ $0.headDeadline = .milliseconds(200) }) { server in
            let client = try RawClient(port: server.port)
            #expect(client.receive().isEmpty)
        }
    }

    @Test func `a kept connection ends after its idle time`() async throws {
        try await withServer({
            $0.idleDeadline = .milliseconds(200)
            $0.headDeadline = .milliseconds(500)
        }) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response()?.status == 200)
            #expect(client.receive().isEmpty)
        }
    }

    @Test func `a body that does not come ends the connection`() async throws {
        let log = Log()
        try await withServer({
            $0.bodyDeadline = .seconds(1)
            $0.accessLog = log.append
        }) { server in
            let client = try RawClient(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
            for _ in 0..<100 {
                if !client.send("x") { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(client.receiveAll() == "")
            #expect(try await eventually { server.requestsInFlight == 0 })
        }
        #expect(log.records.map(\.outcome) == [.broken])
    }

    @Test func `a handler may take longer than the deadlines of the client`() async throws {
        try await withServer(
            {
                $0.headDeadline = .milliseconds(100)
                $0.bodyDeadline = .milliseconds(100)
                $0.idleDeadline = .milliseconds(100)
                $0.sendDeadline = .milliseconds(100)
            },
            handler: { request in
                try? await Task.sleep(for: .seconds(1))
                return await echo(request)
            }
        ) { server in
            let client = try RawClient(port: server.port)
            client.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response()?.body == "GET [\"late\"]  ")
        }
    }

    @Test func `a client that has nothing more to send gets its answer`() async throws {
        try await withServer(
            { $0.headDeadline = .milliseconds(500) },
            handler: { request in
                try? await Task.sleep(for: .seconds(1))
                return await echo(request)
            }
        ) { server in
            for pause in [true, false] {
                let client = try RawClient(port: server.port)
                client.send("GET /last HTTP/1.1\r\nHost: a\r\n\r\n")
                if pause { #expect(try await eventually { server.requestsInFlight == 1 }) }
                client.finishSending()
                #expect(client.response()?.body == "GET [\"last\"]  ")
                #expect(client.receive().isEmpty)
            }
        }
    }

    @Test(arguments: ["stream", "bytes"]) func `a client that does not read ends`(_ kind: String) async throws {
        try await withServer(
            {
                $0.sendDeadline = .milliseconds(300)
                $0.headDeadline = .seconds(2)
            },
            handler: { request in
                request.segments == ["stream"]
                    ? Response(.ok, contentType: "text/plain") { writer in
                        while true { try await writer.write([UInt8](repeating: 120, count: 100_000)) }
                    } : Response(.ok, contentType: "text/plain", body: [UInt8](repeating: 120, count: 50_000_000))
            }
        ) { server in
            let client = try RawClient(port: server.port)
            client.send("GET /\(kind) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.receive().isEmpty == false)
            #expect(try await eventually { server.connections == 0 && server.requestsInFlight == 0 })
        }
    }

    @Test func `a long body arrives whole`() async throws {
        let body = (0..<300_000).map { UInt8(ascii: "a") + UInt8($0 % 23) }
        try await withServer(handler: { _ in Response(.ok, contentType: "text/plain", body: body) }) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            for _ in 0..<2 { #expect(client.response()?.body == String(decoding: body, as: UTF8.self)) }
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(client.receiveAll().contains("Content-Length: 300000\r\n"))
        }
    }
}
