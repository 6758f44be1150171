import Testing

@testable import HTTP

@Suite struct AcceptedRequestTests {
    /// What every answer holds a browser to, a refusal's as well (checklist 17, 19).
    static let promised = [
        "strict-transport-security": "max-age=31536000; includeSubDomains",
        "x-content-type-options": "nosniff",
        "content-security-policy":
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
    ]

    @Test func `a plain request is answered and the connection is kept`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            for number in 0..<3 {
                client.send("GET /v1/a%20b?n=\(number)&q=x+y%26 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let response = try #require(client.response())
                #expect(response.status == 200)
                #expect(response.body == "GET [\"v1\", \"a b\"] n=\(number)&q=x y& ")
                for (name, value) in Self.promised { #expect(response.headers[name] == value) }
                #expect(response.headers["date"] != nil)
                #expect(response.headers["connection"] == nil)
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

    @Test func `a handler that does not suspend stays on the connection's thread`() async throws {
        try await withServer(handler: { _ in
            Response(.ok, contentType: "text/plain", body: Array(threadName().utf8))
        }) { server in
            let client = try RawClient(port: server.port)
            for _ in 0..<20 {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                // The library names its threads so.
                #expect(try #require(client.response()).body.hasPrefix("MHD-"))
            }
        }
    }

    @Test func `a request is understood byte by byte`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.trickle("GET /a?b=c HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\nPOST /d HTTP/1.1\r\n")
            client.trickle("Host: a\r\nContent-Length: 3\r\n\r\nxyz")
            #expect(try #require(client.response()).body == "GET [\"a\"] b=c ")
            #expect(try #require(client.response()).body == "POST [\"d\"]  xyz")
        }
    }

    @Test(arguments: [false, true])
    func `pipelined requests are answered in their order`(_ suspending: Bool) async throws {
        try await withServer(handler: { request in
            if suspending { try? await Task.sleep(for: .milliseconds(1)) }
            return await echo(request)
        }) { server in
            let client = try RawClient(port: server.port)
            client.send(
                (0..<20).map { "POST /\($0) HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n\($0 % 10)" }.joined())
            for number in 0..<20 {
                #expect(try #require(client.response()).body == "POST [\"\(number)\"]  \(number % 10)")
            }
        }
    }

    @Test(arguments: [false, true])
    func `a chunked body is read and its connection closes`(_ trickling: Bool) async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            let bytes =
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "5;name=value\r\nhello\r\n1\r\n \r\n05\r\nworld\r\n0\r\nX-Trailer: 1\r\nY: 2\r\n\r\n"
            if trickling { client.trickle(bytes) } else { client.send(bytes) }
            let response = try #require(client.response())
            #expect(response.body == "POST [\"\"]  hello world")
            #expect(response.headers["connection"]?.lowercased() == "close")
            #expect(client.receive().isEmpty)
        }
    }

    @Test func `HTTP 1_0 is answered and closed unless it asks to stay`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(try #require(client.response()).body == "GET [\"a\"]  ")
            client.send("GET /b HTTP/1.0\r\n\r\n")
            #expect(client.receiveAll().hasSuffix("GET [\"b\"]  "))
        }
    }

    @Test func `a client that expects 100 is told to go on`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(try #require(client.response()).status == 100)
            client.send("ok")
            #expect(try #require(client.response()).body == "POST [\"\"]  ok")
        }
    }

    @Test func `a client that expects 100 with too much is refused before it sends`() async throws {
        try await withServer({ $0.bodyLimit = 10 }) { server in
            let client = try RawClient(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n")
            #expect(try #require(client.response()).status == 413)
        }
    }

    @Test func `HEAD has the head of GET`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try #require(client.response(toHead: true))
            #expect(head.headers["content-length"] == "12")
            #expect(try #require(client.response()).body == "GET [\"b\"]  ")
        }
    }

    @Test func `odd but well-formed requests are understood`() async throws {
        try await withServer { server in
            for (bytes, answer) in [
                ("\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\n", "GET [\"a\"]  "),
                ("GET http://a/b?c HTTP/1.1\r\nHost: a\r\n\r\n", "GET [\"b\"] c= "),
                ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS []  "),
                ("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", "OTHER [\"\"]  "),
                ("FROB / HTTP/1.1\r\nHost: a\r\n\r\n", "OTHER [\"\"]  "),
                ("get / HTTP/1.1\r\nHost: a\r\n\r\n", "OTHER [\"\"]  "),
                ("GET / HTTP/1.1\r\nhOST:a:80\r\n\r\n", "GET [\"\"]  "),
                ("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET [\"\"]  "),
                ("GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n", "GET [\"\"]  "),
                ("GET / HTTP/1.1\r\nHost: a:65535\r\n\r\n", "GET [\"\"]  "),
                ("GET / HTTP/1.1\r\nHost: a:\r\n\r\n", "GET [\"\"]  "),
                ("GET / HTTP/1.1\r\nHost: \t a \t \r\nX:\r\nY:   \r\n\r\n", "GET [\"\"]  "),
                ("GET /%c3%a9%F0%9F%98%80+ HTTP/1.1\r\nHost: a\r\n\r\n", "GET [\"é😀+\"]  "),
                ("GET /a//b/ HTTP/1.1\r\nHost: a\r\n\r\n", "GET [\"a\", \"\", \"b\", \"\"]  "),
                ("GET /?&a=&&b=c=d&e%3d=%26& HTTP/1.1\r\nHost: a\r\n\r\n", "GET [\"\"] a=&b=c=d&e==& "),
                ("GET /a?b=/?c HTTP/1.1\r\nHost: a\r\n\r\n", "GET [\"a\"] b=/?c "),
                ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "GET [\"\"]  "),
                ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "GET [\"\"]  abc"),
                (
                    "PUT / HTTP/1.1\r\nHost: a\r\nContent-Encoding: identity\r\nContent-Length: 1\r\n\r\na",
                    "PUT [\"\"]  a"
                ),
                ("GET /?\(String(repeating: "a&", count: 4000)) HTTP/1.1\r\nHost: a\r\n\r\n", nil),
            ] as [(String, String?)] {
                let client = try RawClient(port: server.port)
                client.send(bytes)
                let response = try #require(client.response())
                #expect(response.status == 200)
                if let answer { #expect(response.body == answer) }
            }
        }
    }

    @Test func `headers are found in any case`() async throws {
        try await withServer(handler: { request in
            let values = request.headers.values("x-LIST").joined(separator: "|")
            let text = "\(request.headers["ACCEPT"] ?? "-") \(values) \(request.headers["none"] ?? "-")"
            return Response(.ok, contentType: "text/plain", body: Array(text.utf8))
        }) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\naccept: b \r\nX-List: 1\r\nx-lIST:  2 3\t\r\n\r\n")
            #expect(try #require(client.response()).body == "b 1|2 3 -")
        }
    }
}
