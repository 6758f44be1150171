import CMicroHTTPD
import Synchronization

/// The writing end of a streamed body.
package final class BodyWriter: Sendable {
    /// The client is gone: there is nobody to write for.
    package struct Closed: Error {}

    private struct State {
        var queue: [UInt8] = []
        var ended = false
        var failed = false
        var closed = false
        var suspended = false
        var sent = 0
        var waiting: CheckedContinuation<Void, Never>?
    }

    enum Read {
        case bytes(Int)
        /// The connection has been suspended until there is more.
        case pending
        case end
        case failure
    }

    /// Octets above which a producer waits for the client.
    static let highWater = 65_536

    private let state = Mutex(State())
    private let connection: ConnectionHandle

    init(_ connection: ConnectionHandle) {
        self.connection = connection
    }

    /// Octets handed to the connection.
    var sent: Int { state.withLock { $0.sent } }

    /// Queues bytes for the client; waits while more than 64 KB are queued. One producer at a time.
    /// - Throws: ``Closed`` when the connection has ended.
    package func write(_ bytes: [UInt8]) async throws(Closed) {
        await withCheckedContinuation { continuation in
            let goOn = state.withLock { state in
                if state.closed { return true }
                state.queue.append(contentsOf: bytes)
                wake(&state)
                guard state.queue.count > Self.highWater else { return true }
                state.waiting = continuation
                return false
            }
            if goOn { continuation.resume() }
        }
        if state.withLock({ $0.closed }) { throw Closed() }
    }

    /// Ends the body; a failed one is cut off, so that the client sees that it is incomplete.
    func end(failed: Bool) {
        state.withLock { state in
            state.ended = true
            state.failed = failed
            if !state.closed { wake(&state) }
        }
    }

    /// Called by the library on the daemon's thread.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Read {
        state.withLock { state in
            if state.failed { return .failure }
            if state.queue.isEmpty {
                if state.ended { return .end }
                MHD_suspend_connection(connection.pointer)
                state.suspended = true
                return .pending
            }
            let count = min(buffer.count, state.queue.count)
            buffer.copyBytes(from: state.queue.prefix(count))
            state.queue.removeFirst(count)
            state.sent += count
            if state.queue.count <= Self.highWater { resumeProducer(&state) }
            return .bytes(count)
        }
    }

    /// The connection is done with the body, wholly sent or not.
    func close() {
        state.withLock { state in
            state.closed = true
            state.queue = []
            resumeProducer(&state)
        }
    }

    private func wake(_ state: inout State) {
        guard state.suspended else { return }
        state.suspended = false
        MHD_resume_connection(connection.pointer)
    }

    private func resumeProducer(_ state: inout State) {
        state.waiting?.resume()
        state.waiting = nil
    }
}
