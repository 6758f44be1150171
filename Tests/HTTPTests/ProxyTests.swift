import Foundation
import Synchronization
import Testing

@testable import HTTP

/// The service behind the proxies of Deploy: who is refused, who is named, and what never arrives.
@Suite struct ProxyTests {
    @Test func `behind nginx every malformed request is refused by the service, and none arrives`() async throws {
        let handled = Counter()
        try await withServer(
            {
                $0.trustedProxies = ["127.0.0.1"]
                $0.isProxyProtocol = true
                $0.connectionsPerAddress = 4
            },
            handler: { request in
                handled.increment()
                return Response(.ok, contentType: "text/plain", body: Array(request.remoteAddress.utf8))
            }
        ) { server in
            let proxy = try TLSProxy(.nginx, service: server.port)
            for refused in RefusedRequestTests.cases {
                // Of what is refused before it was read to its end the rest may reset the connection, and the answer with it.
                var answer = ""
                for _ in 0..<5 where answer.isEmpty {
                    answer = try proxy.answer(to: "\(refused.bytes)GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
                }
                #expect(answer.hasPrefix("HTTP/1.1 \(refused.status) "), "\(refused.testDescription): \(answer)")
                #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2, "\(refused.testDescription): \(answer)")
            }
            #expect(handled.value == 0)
            let accepted = try proxy.answer(
                to: "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.7\r\nConnection: close\r\n\r\n")
            #expect(accepted.hasSuffix("\r\n\r\n127.0.0.1"), "\(accepted)")
        }
    }

    @Test func `behind Caddy every malformed request is refused, but for twelve kinds that arrive as one well-formed`()
        async throws
    {
        let arrived = Mutex<[String]>([])
        try await withServer(
            { $0.trustedProxies = ["127.0.0.1"] },
            handler: { request in
                arrived.withLock { $0.append("\(request.method.rawValue) \(request.segments)") }
                return Response(.ok, contentType: "text/plain", body: Array(request.remoteAddress.utf8))
            }
        ) { server in
            let proxy = try TLSProxy(.caddy, service: server.port)
            let cases = RefusedRequestTests.cases
            let answers = try proxy.answers(to: cases.map(\.bytes), patience: 3)
            let mended = zip(cases, answers).filter { $1.contains(" 200 ") }.map { $0.0.testDescription }
            #expect(mended == Self.mended)
            #expect(arrived.withLock { $0.count } == mended.count)
            #expect(arrived.withLock { $0.allSatisfy { ["GET [\"\"]", "POST [\"\"]"].contains($0) } })
            for (refused, answer) in zip(cases, answers) where !mended.contains(refused.testDescription) {
                #expect(answer.contains(#/^HTTP\/1\.[01] [45]\d\d /#), "\(refused.testDescription): \(answer)")
                #expect(answer.components(separatedBy: "HTTP/1.").count == 2, "\(refused.testDescription): \(answer)")
            }
            let accepted = try proxy.answer(
                to: "GET /a%20b?q=%C3%A4&x=[1] HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(accepted.hasSuffix("\r\n\r\n127.0.0.1"), "\(accepted)")
        }
    }

    /// Of what Caddy's library (Go) makes one well-formed request before any of its settings is asked.
    private static let mended = [
        "Transfer-Encoding with Content-Length", "the same length twice", "empty length",
        "chunked with a space behind it", "an empty name", "bare LF after a field", "bare LF after the last field",
        "bare LF as blank line", "bare LF everywhere", "bare LF after the request line", "a folded line",
        "a fold by tab",
    ]

    @Test(arguments: [
        ("PROXY TCP4 198.51.100.7 192.0.2.1 50000 443\r\n", "198.51.100.7"),
        ("PROXY TCP6 2001:db8::7 2001:db8::1 50000 443\r\n", "2001:db8::7"),
    ])
    func `a trusted proxy names the client`(line: String, client: String) async throws {
        try await withServer(
            {
                $0.trustedProxies = ["127.0.0.1"]
                $0.isProxyProtocol = true
            },
            handler: { Response(.ok, contentType: "text/plain", body: Array($0.remoteAddress.utf8)) }
        ) { server in
            let proxy = try RawClient(port: server.port)
            proxy.send("\(line)GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(proxy.response()?.body == client)
            let other = try RawClient(port: server.port, source: "127.0.0.2")
            other.send("\(line)GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(!other.receiveAll().contains(" 200 "))
        }
    }

    @Test(arguments: [
        "", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "PROXY UNKNOWN\r\n", "PROXY TCP4 198.51.100.7\r\n",
        "PROXY TCP4 2001:db8::7 192.0.2.1 50000 443\r\n", "PROXY TCP4 198.51.100.7 192.0.2.1 50000 443\n",
        "PROXY TCP4 198.51.100.7 192.0.2.1 99999 443\r\n", "PROXY TCP4 \(String(repeating: "1", count: 200))\r\n",
    ])
    func `a connection of a proxy that does not say whose it is, is ended`(line: String) async throws {
        try await withServer({
            $0.trustedProxies = ["127.0.0.1"]
            $0.isProxyProtocol = true
        }) { server in
            let proxy = try RawClient(port: server.port)
            if !line.isEmpty { proxy.send("\(line)GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
            #expect(proxy.receiveAll() == "")
        }
    }
}
