import CMicroHTTPD
import Glibc
import Synchronization

/// The open connections of a server: for the limit by address, and for deadlines that a busy client cannot put off.
final class ConnectionTable: Sendable {
    private struct State {
        var connections: [ObjectIdentifier: Connection] = [:]
        var byNetwork: [String: Int] = [:]
    }

    private let state = Mutex(State())
    private let limit: Int
    private let unlimited: Set<String>

    init(limitPerAddress: Int, except trusted: Set<String>) {
        limit = limitPerAddress
        unlimited = trusted
    }

    var count: Int { state.withLock { $0.connections.count } }

    /// Ends the connection at once if its address has too many already.
    func add(_ connection: Connection) {
        state.withLock { state in
            state.connections[ObjectIdentifier(connection)] = connection
            state.byNetwork[connection.network, default: 0] += 1
            if state.byNetwork[connection.network, default: 0] > limit, !unlimited.contains(connection.peer) {
                shutdown(connection.socket, Int32(SHUT_RDWR))
            }
        }
    }

    /// Called before the library closes the socket, so that no other connection can have its number yet.
    func remove(_ connection: Connection) {
        state.withLock { state in
            state.connections[ObjectIdentifier(connection)] = nil
            let left = state.byNetwork[connection.network, default: 1] - 1
            state.byNetwork[connection.network] = left > 0 ? left : nil
        }
    }

    /// The connection whose head is complete but was not handed to us; called on the thread of that daemon.
    func undelivered(daemon: Int) -> Connection? {
        state.withLock { state in
            state.connections.values.first {
                $0.daemon == daemon && $0.phase.load(ordering: .relaxed) == .head
                    && microhttpd_head_size($0.handle.pointer) > 0
            }
        }
    }

    /// Ends the connections whose deadline is over, and those whose client was gone at the last call already: a daemon
    /// may just have been answering at one. The daemons see the end of the stream and clean up.
    func reap(now: UInt64) {
        state.withLock { state in
            for connection in state.connections.values {
                let isGone = connection.isGone
                let wasGone = connection.seemsGone.exchange(isGone, ordering: .relaxed)
                if connection.deadline.load(ordering: .relaxed) <= now || (isGone && wasGone) {
                    shutdown(connection.socket, Int32(SHUT_RDWR))
                }
            }
        }
    }
}
