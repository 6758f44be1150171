import Foundation
import Synchronization

/// The link to the server as other threads than the connection's may reach it: they can cut it, never use it.
///
/// libpq waits for an answer without end, from a server that hangs or through a line that swallows what is sent. So each
/// wait has an end, at which the link is cut and libpq sees it closed. To cancel is the same: libpq's own way asks the
/// server by another connection, and would wait for that one.
final class Link: Sendable {
    private struct State {
        /// -1 once the session is closed: another file may have the number.
        var socket: Int32
        /// Until when the server may take; null while nobody waits for it.
        var end: ContinuousClock.Instant?
        /// Whether a look at the end is due.
        var isWatched = false
        var isCut = false
    }

    private let state: Mutex<State>
    /// Of its own, since those that all share may be held by whoever waits.
    private static let watch = DispatchQueue(label: "postgres-links")

    init(socket: Int32) { state = Mutex(State(socket: socket)) }

    /// Whether it was cut from this side.
    var isCut: Bool { state.withLock { $0.isCut } }

    /// Runs what waits for the server, for so long at most; null is without end.
    func wait<Value>(_ patience: Duration?, _ body: () -> Value) -> Value {
        guard let patience else { return body() }
        let isNew = state.withLock { state in
            state.end = .now + patience
            defer { state.isWatched = true }
            return !state.isWatched
        }
        if isNew { look(after: patience) }
        defer { state.withLock { $0.end = nil } }
        return body()
    }

    func cut() { state.withLock { Self.cut(&$0) } }

    /// The session ends, and with it the number of its socket.
    func close() { state.withLock { $0.socket = -1 } }

    private static func cut(_ state: inout State) {
        guard state.socket >= 0 else { return }
        shutdown(state.socket, Int32(SHUT_RDWR))
        // libpq closes it then by itself, and another file may have the number.
        state.socket = -1
        state.isCut = true
    }

    /// One look is due at a time, however many statements there are until then.
    private func look(after time: Duration) {
        Self.watch.asyncAfter(deadline: .now() + .nanoseconds(Int(time / .nanoseconds(1)))) { [weak self] in
            guard let rest = self?.rest() else { return }
            self?.look(after: rest)
        }
    }

    /// Cuts the link at its end; how long that is from now, null when there is nothing to look at any more.
    private func rest() -> Duration? {
        state.withLock { state in
            if let end = state.end, state.socket >= 0 {
                let rest = ContinuousClock.now.duration(to: end)
                if rest > .zero { return rest }
                Self.cut(&state)
            }
            state.isWatched = false
            return nil
        }
    }
}
