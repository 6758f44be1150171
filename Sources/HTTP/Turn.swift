import CMicroHTTPD
import Synchronization

/// The meeting of a connection with its handler: whichever comes second goes on.
final class Turn: Sendable {
    private enum State {
        case running
        case suspended
        case answered(Response)
    }

    private let state = Mutex(State.running)
    private let connection: ConnectionHandle

    init(_ connection: ConnectionHandle) {
        self.connection = connection
    }

    /// Called once by the handler's task, on any thread.
    func answer(_ response: Response) {
        state.withLock { state in
            // Under the lock: as soon as the state is seen, the connection may be gone.
            if case .suspended = state { MHD_resume_connection(connection.pointer) }
            state = .answered(response)
        }
    }

    /// The answer, or nil after the connection has been suspended to wait for it. Called on the daemon's thread.
    func take() -> Response? {
        state.withLock { state in
            if case .answered(let response) = state { return response }
            MHD_suspend_connection(connection.pointer)
            state = .suspended
            return nil
        }
    }
}
