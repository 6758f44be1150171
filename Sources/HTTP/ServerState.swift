import Synchronization

/// What the threads of a server share.
final class ServerState: Sendable {
    let configuration: ServerConfiguration
    let handler: @Sendable (Request) async -> Response
    let connections: ConnectionTable
    private let inFlight = Atomic(0)
    private let draining = Atomic(false)
    private let closed = Atomic(false)

    init(_ configuration: ServerConfiguration, handler: @escaping @Sendable (Request) async -> Response) {
        self.configuration = configuration
        self.handler = handler
        connections = ConnectionTable(
            limitPerAddress: configuration.connectionsPerAddress,
            except: configuration.isProxyProtocol ? [] : configuration.trustedProxies)
    }

    /// Requests whose request line has come and whose response has not ended.
    var requestsInFlight: Int { inFlight.load(ordering: .sequentiallyConsistent) }

    func began() { inFlight.add(1, ordering: .sequentiallyConsistent) }
    func ended() { inFlight.subtract(1, ordering: .sequentiallyConsistent) }

    /// Each response closes its connection.
    var isDraining: Bool { draining.load(ordering: .relaxed) }
    func drain() { draining.store(true, ordering: .relaxed) }

    /// No request may begin, since the daemons must not stop while a connection is suspended.
    var isClosed: Bool { closed.load(ordering: .sequentiallyConsistent) }

    /// Closes unless a request is in flight. A request counts before it looks at `isClosed`, so none slips through.
    func closeIfIdle() -> Bool {
        closed.store(true, ordering: .sequentiallyConsistent)
        if requestsInFlight == 0 { return true }
        closed.store(false, ordering: .sequentiallyConsistent)
        return false
    }

    /// The last address of `X-Forwarded-For` that no trusted proxy has, if the peer is trusted; otherwise the peer.
    func clientAddress(peer: String, headers: RequestHeaders) -> String {
        let trusted = configuration.trustedProxies
        // A proxy that passes on bytes writes no such field: it would be the client's own word.
        if configuration.isProxyProtocol { return peer }
        guard trusted.contains(peer) else { return peer }
        for entry in headers.values("x-forwarded-for").joined(separator: ",").split(separator: ",").reversed() {
            let address = String(entry.filter { $0 != " " })
            guard address.utf8.count <= 45, address.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" }) else {
                return peer
            }
            if !trusted.contains(address) { return address }
        }
        return peer
    }
}
