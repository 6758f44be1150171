import Testing

@testable import HTTP

@Suite struct StopTests {
    @Test func `stopping under load answers every request that was sent`() async throws {
        for _ in 0..<5 {
            let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { request in
                if request.segments[0].hasSuffix("7") { try? await Task.sleep(for: .milliseconds(3)) }
                return await echo(request)
            }
            let answered = Counter()
            async let clients = concurrently(16) { index in
                var lost = 0
                // Until the server says that it closes, or takes no more connections.
                while let client = try? RawClient(port: server.port) {
                    var number = 0
                    while true {
                        guard client.send("GET /\(index)-\(number) HTTP/1.1\r\nHost: a\r\n\r\n") else { break }
                        guard let response = client.response() else {
                            lost += 1
                            break
                        }
                        #expect(response.body == "GET [\"\(index)-\(number)\"]  ")
                        answered.increment()
                        number += 1
                        if response.headers["connection"]?.lowercased() == "close" { break }
                    }
                }
                return lost
            }
            #expect(try await eventually { answered.value > 300 })
            await server.stop()
            #expect(try await clients.reduce(0, +) == 0)
            #expect(server.requestsInFlight == 0)
        }
    }

    @Test func `a request in a slow handler is answered after the stop began`() async throws {
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { request in
            try? await Task.sleep(for: .milliseconds(700))
            return await echo(request)
        }
        let bodies = try await concurrently(8) { index -> String? in
            let client = try RawClient(port: server.port)
            if index == 0 {
                while server.requestsInFlight < 7 { try await Task.sleep(for: .milliseconds(1)) }
                await server.stop()
                return nil
            }
            client.send("GET /\(index) HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = client.response()
            #expect(response?.headers["connection"]?.lowercased() == "close")
            return response?.body
        }
        #expect(Set(bodies.compactMap(\.self)) == Set((1..<8).map { "GET [\"\($0)\"]  " }))
    }

    @Test func `idle connections do not hold the stop up and a second stop is harmless`() async throws {
        var configuration = ServerConfiguration(address: "127.0.0.1:0")
        configuration.drainQuiet = .milliseconds(50)
        let server = try Server(configuration, handler: echo)
        let client = try RawClient(port: server.port)
        #expect(try await eventually { server.connections == 1 })
        async let first: Void = server.stop()
        async let second: Void = server.stop()
        _ = await (first, second)
        await server.stop()
        #expect(client.receive().isEmpty)
        #expect(server.connections == 0)
        #expect(throws: RawClient.Failed.self) { try RawClient(port: server.port) }
    }
}
