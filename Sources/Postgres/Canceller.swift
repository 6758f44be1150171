import CPostgreSQL

/// Asks the server to cancel what a connection is doing, from any thread.
// Sendable because the pointer is written once and libpq documents PQcancel as safe to call from another thread than
// the connection's.
final class Canceller: @unchecked Sendable {
    private let handle: OpaquePointer?

    init(_ connection: OpaquePointer?) { handle = PQgetCancel(connection) }

    deinit { PQfreeCancel(handle) }

    func cancel() {
        var message = [CChar](repeating: 0, count: 256)
        PQcancel(handle, &message, 256)
    }
}
