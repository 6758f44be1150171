/// How a server listens and what it bears.
package struct ServerConfiguration: Sendable {
    /// `address:port`, with an IPv6 address in brackets; port 0 takes a free one.
    package var address: String
    /// Event loops, each with a listening socket and a thread of its own.
    package var threads = 2
    /// Octets.
    package var bodyLimit = 1 << 20
    package var connectionLimit = 4000
    package var connectionsPerAddress = 100
    /// From the first moment of a connection, or from the request line, to the end of the head.
    package var headDeadline = Duration.seconds(10)
    /// From the end of the head to the end of the body.
    package var bodyDeadline = Duration.seconds(30)
    /// For which a kept connection may wait for its next request line.
    package var idleDeadline = Duration.seconds(75)
    /// In which a client must take the next part of a response, at most 64 KB.
    package var sendDeadline = Duration.seconds(30)
    /// How long nothing must come while the server stops, before connections that are kept open are closed.
    package var drainQuiet = Duration.milliseconds(250)
    /// Peers whose `X-Forwarded-For` is believed, and to whom the limit by address does not apply.
    package var trustedProxies: Set<String> = []
    /// Whether each connection of a trusted proxy begins with a line of PROXY protocol that says whose it is; one that does
    /// not is ended.
    package var isProxyProtocol = false
    /// Added to each response that does not have them: a browser keeps to TLS, guesses no types, runs no script, is in
    /// no frame, tells nobody where it was, and gives nothing to other sites.
    package var defaultHeaders: ResponseHeaders = [
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy":
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    ]
    /// How a refusal of the server's own looks.
    package var refusalResponse: @Sendable (Refusal, TraceID) -> Response = { refusal, _ in
        Response(refusal.status, contentType: "text/plain; charset=utf-8", body: Array("\(refusal.detail)\n".utf8))
    }
    /// Called on the thread of the connection when a request has ended.
    package var accessLog: (@Sendable (AccessRecord) -> Void)?

    package init(address: String) {
        self.address = address
    }
}
