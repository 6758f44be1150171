import Testing

@testable import HTTP

/// Each case is sent as it is written, with a request behind it that must not be answered.
@Suite struct RefusedRequestTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let bytes: String
        var status = 400
    }

    static let cases: [Case] = [
        Case(
            testDescription: "Transfer-Encoding with Content-Length",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Case(
            testDescription: "two lengths that differ",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd"),
        Case(
            testDescription: "the same length twice",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd"),
        Case(
            testDescription: "a list of lengths",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 4\r\n\r\nabcd"),
        Case(testDescription: "port beyond all", bytes: "GET / HTTP/1.1\r\nHost: a:99999999\r\n\r\n"),
        Case(testDescription: "port that is none", bytes: "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n"),
        Case(testDescription: "port +80", bytes: "GET / HTTP/1.1\r\nHost: a:+80\r\n\r\n"),
        Case(testDescription: "length +5", bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nabcde"),
        Case(testDescription: "empty length", bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n"),
        Case(testDescription: "length in hex", bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x4\r\n\r\nabcd"),
        Case(testDescription: "negative length", bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -4\r\n\r\nabcd"),
        Case(
            testDescription: "length beyond 64 bits",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\nabcd"),
        Case(
            testDescription: "length beyond the limit",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\nabcd", status: 413),
        Case(
            testDescription: "length and a bad length",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\nContent-Length: 4\r\n\r\nabcd"),
        Case(
            testDescription: "unknown transfer coding",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        Case(
            testDescription: "identity transfer coding",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n"),
        Case(
            testDescription: "chunked twice",
            bytes:
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        Case(
            testDescription: "chunked with a space behind it",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked \r\n\r\n0\r\n\r\n"),
        Case(
            testDescription: "chunked in HTTP/1.0",
            bytes: "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Case(
            testDescription: "a space before the colon of Transfer-Encoding",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
        Case(testDescription: "a space in a name", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX Y: 1\r\n\r\n"),
        Case(testDescription: "a tab before a colon", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX\t: 1\r\n\r\n"),
        Case(testDescription: "an empty name", bytes: "GET / HTTP/1.1\r\nHost: a\r\n: 1\r\n\r\n"),
        Case(testDescription: "a line without a colon", bytes: "GET / HTTP/1.1\r\nHost: a\r\nfoo\r\n\r\n"),
        Case(testDescription: "a first line without a colon", bytes: "GET / HTTP/1.1\r\nfoo\r\nHost: a\r\n\r\n"),
        Case(testDescription: "no Host", bytes: "GET / HTTP/1.1\r\nX: 1\r\n\r\n"),
        Case(testDescription: "no header at all", bytes: "GET / HTTP/1.1\r\n\r\n"),
        Case(
            testDescription: "two keys",
            bytes: "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n"),
        Case(
            testDescription: "two content types",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\ncontent-type: a/b\r\nContent-Length: 0\r\n\r\n"),
        Case(testDescription: "two Hosts", bytes: "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        Case(testDescription: "the same Host twice", bytes: "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"),
        Case(testDescription: "an empty Host", bytes: "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
        Case(testDescription: "two Hosts in one", bytes: "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
        Case(testDescription: "Host with a user", bytes: "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"),
        Case(testDescription: "bare LF after a field", bytes: "GET / HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n"),
        Case(testDescription: "bare LF after the last field", bytes: "GET / HTTP/1.1\r\nHost: a\n\r\n"),
        Case(testDescription: "bare LF as blank line", bytes: "GET / HTTP/1.1\r\nHost: a\r\n\n"),
        Case(testDescription: "bare LF everywhere", bytes: "GET / HTTP/1.1\nHost: a\n\n"),
        Case(testDescription: "bare LF after the request line", bytes: "GET / HTTP/1.1\nHost: a\r\n\r\n"),
        Case(testDescription: "bare CR in a value", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n"),
        Case(testDescription: "bare CR in a name", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX\rY: b\r\n\r\n"),
        Case(testDescription: "CR CR LF", bytes: "GET / HTTP/1.1\r\nHost: a\r\r\nX: b\r\n\r\n"),
        Case(testDescription: "a folded line", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n"),
        Case(testDescription: "a fold by tab", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n\tb: c\r\n\r\n"),
        Case(testDescription: "a fold at once", bytes: "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
        Case(testDescription: "NUL in a value", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"),
        Case(testDescription: "NUL at the end of a value", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX: a\0\r\n\r\n"),
        Case(testDescription: "NUL before a value", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX:\0a\r\n\r\n"),
        Case(testDescription: "NUL in a name", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX\0Y: a\r\n\r\n"),
        Case(testDescription: "NUL as a name", bytes: "GET / HTTP/1.1\r\nHost: a\r\n\0\r\n\r\n"),
        Case(testDescription: "NUL at the start of a name", bytes: "GET / HTTP/1.1\r\nHost: a\r\n\0X: a\r\n\r\n"),
        Case(testDescription: "NUL in the path", bytes: "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "NUL in the query", bytes: "GET /a?x\0b HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "NUL at the end of the path", bytes: "GET /a\0 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "NUL in the method", bytes: "G\0T / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "NUL in the version", bytes: "GET / HTTP/1.\0\r\nHost: a\r\n\r\n"),
        Case(
            testDescription: "a control character in a value", bytes: "GET / HTTP/1.1\r\nHost: a\r\nX: a\u{1}\r\n\r\n"),
        Case(testDescription: "a control character in the path", bytes: "GET /\u{1} HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "a tab in the path", bytes: "GET /\t HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "a space in the path", bytes: "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "a raw umlaut in the path", bytes: "GET /ä HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "a fragment", bytes: "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "two spaces before the path", bytes: "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "two spaces behind the path", bytes: "GET /  HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "a space behind the version", bytes: "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
        Case(testDescription: "a path that is none", bytes: "GET a HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "CONNECT", bytes: "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "a method with a colon", bytes: "GE:T / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "HTTP/1.2", bytes: "GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
        Case(testDescription: "HTTP/2.0", bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", status: 505),
        Case(testDescription: "http in small letters", bytes: "GET / http/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "a bad escape", bytes: "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "half an escape", bytes: "GET /%a HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "an encoded NUL", bytes: "GET /a%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "an encoded NUL in the query", bytes: "GET /?a=%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "an encoded slash", bytes: "GET /a%2Fb HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "an overlong slash", bytes: "GET /a%c0%afb HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "an encoded surrogate", bytes: "GET /%ed%a0%80 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "bytes that are not UTF-8", bytes: "GET /?a=%ff HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(testDescription: "an encoded line break", bytes: "GET /%0a HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case(
            testDescription: "a compressed body",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", status: 415),
        Case(
            testDescription: "too many fields",
            bytes: "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: 1\r\n", count: 200))\r\n", status: 431),
        Case(
            testDescription: "a trailer that is too long",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "
                + "\(String(repeating: "x", count: 20_000))\r\n\r\n", status: 431),
        Case(
            testDescription: "a field that is too long",
            bytes: "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n", status: 431),
        Case(
            testDescription: "a path that is too long",
            bytes: "GET /\(String(repeating: "x", count: 20_000)) HTTP/1.1\r\nHost: a\r\n\r\n", status: 414),
        Case(
            testDescription: "a chunk size that is none",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n"),
        Case(
            testDescription: "a chunk that is longer than its size",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n0\r\n\r\n"),
        Case(
            testDescription: "a negative chunk size",
            bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n"),
    ]

    /// What the library answers itself: by a page of its own that is always the same, with nothing of what was sent and without our
    /// headers.
    private static let ofLibrary: Set = [
        "a line without a colon", "a first line without a colon", "NUL in a name", "NUL in the version",
        "a space behind the version", "HTTP/2.0", "http in small letters", "a path that is too long",
        "a field that is too long", "a trailer that is too long", "a chunk size that is none",
        "a chunk that is longer than its size", "a negative chunk size",
    ]

    @Test(arguments: cases) func `is answered once and the connection closes`(_ refused: Case) async throws {
        let handled = Counter()
        try await withServer(handler: { request in
            handled.increment()
            return await echo(request)
        }) { server in
            let client = try RawClient(port: server.port)
            client.send("\(refused.bytes)GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = client.receiveAll()
            #expect(answer.hasPrefix("HTTP/1.1 \(refused.status) "), "\(answer)")
            #expect(answer.split(separator: "HTTP/1.1 ").count == 1, "\(answer)")
            #expect(answer.lowercased().contains("\r\nconnection: close\r\n"), "\(answer)")
            #expect(handled.value == 0)
            guard !Self.ofLibrary.contains(refused.testDescription) else {
                #expect(answer.contains("\r\n\r\n<html><head><title>"), "\(answer)")
                return
            }
            for (name, value) in AcceptedRequestTests.promised {
                #expect(answer.lowercased().contains("\r\n\(name): \(value.lowercased())\r\n"), "\(answer)")
            }
        }
    }

    @Test(arguments: cases) func `is refused however it is cut into packets`(_ refused: Case) async throws {
        guard refused.bytes.utf8.count < 300 else { return }
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.trickle(refused.bytes)
            let answer = client.receiveAll()
            #expect(answer.hasPrefix("HTTP/1.1 \(refused.status) "), "\(answer)")
            #expect(answer.split(separator: "HTTP/1.1 ").count == 1, "\(answer)")
        }
    }

    @Test func `garbage closes the connection`() async throws {
        try await withServer { server in
            for garbage in ["garbage\r\n\r\n", "\u{16}\u{3}\u{1}\0\u{5}hello\r\n", "\r\nx\r\n"] {
                let client = try RawClient(port: server.port)
                client.send(garbage)
                #expect(!client.receiveAll().contains(" 200 "))
            }
        }
    }

    @Test func `a refused request is logged without what the client wrote`() async throws {
        let log = Log()
        try await withServer({ $0.accessLog = log.append }) { server in
            let client = try RawClient(port: server.port)
            client.send("GET /secret%00 HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = client.receiveAll()
            #expect(try await eventually { log.records.count == 1 })
        }
        let record = try #require(log.records.first)
        #expect(record.status == 400)
        #expect(record.method == .get)
        #expect(record.route == nil)
    }
}
