import CMicroHTTPD
import Glibc
import Synchronization

/// A connection as the server sees it from its beginning to its end.
// @unchecked: only the thread of its daemon uses `exchange`; everything else is immutable or atomic.
final class Connection: @unchecked Sendable {
    enum Phase: UInt8, AtomicRepresentable {
        /// Between requests.
        case idle
        /// The request line is there, the head is not yet checked.
        case head
        case body
        /// The request is complete or refused, and its response has not ended.
        case answering
    }

    let handle: ConnectionHandle
    /// The daemon's place among those of the server.
    let daemon: Int
    let socket: Int32
    /// Who asks: the other end, or whom a trusted proxy names in PROXY protocol.
    let peer: String
    /// By which connections are counted.
    let network: String
    /// The moment at which the reaper cuts the connection.
    let deadline: Atomic<UInt64>
    let phase = Atomic(Phase.idle)
    /// Whether the reaper has found that the client has closed while the server had nothing to answer.
    let seemsGone = Atomic(false)
    /// The request under way, which holds the connection in turn and lets go when it completes.
    var exchange: Exchange?

    /// - Parameter proxies: peers whose connections begin with a line of PROXY protocol.
    init(_ handle: ConnectionHandle, daemon: Int, deadline: UInt64, proxies: Set<String>) {
        self.handle = handle
        self.daemon = daemon
        socket = microhttpd_socket(handle.pointer)
        let otherEnd = microhttpd_peer(handle.pointer).flatMap { PeerAddress.text($0) } ?? "unknown"
        let client = proxies.contains(otherEnd) ? ProxyHeader.take(from: socket) : otherEnd
        if client == nil { shutdown(socket, Int32(SHUT_RDWR)) }
        peer = client ?? otherEnd
        network = PeerAddress.network(of: peer)
        self.deadline = Atomic(deadline)
    }

    /// The connection that the library handed a context of ours for.
    static func of(_ pointer: OpaquePointer) -> Connection? {
        microhttpd_socket_context(pointer).map { Unmanaged<Connection>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Whether the client has closed and all it sent has been read, so that nothing can come of the connection. The
    /// library does not notice when the end comes together with the last bytes, since it waits for another edge.
    var isGone: Bool {
        var byte: UInt8 = 0
        return phase.load(ordering: .relaxed) != .answering
            && recv(socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
    }

    /// Writes a response past the library and ends the sending side, where the library would answer wrongly or not at
    /// all. Nothing of another response is under way then: the library answers one request after the other.
    func answerDirectly(_ response: Response) {
        guard case .bytes(let body) = response.body else { return }
        var text = "HTTP/1.1 \(response.status.code) Refused\r\nConnection: close\r\nContent-Length: \(body.count)\r\n"
        for (name, value) in response.headers.fields { text += "\(name): \(value)\r\n" }
        let bytes = Array("\(text)\r\n".utf8) + body
        _ = send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        shutdown(socket, Int32(SHUT_WR))
    }
}

/// The library's name for a connection.
// @unchecked: the pointer is only passed to MHD_resume_connection on other threads, which the library allows while
// the connection is suspended, and a suspended connection is not freed.
struct ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer
}
