import Glibc
import Synchronization

/// An HTTP/1.1 server: it refuses what is ambiguous, bounds what a client can take, and stops without losing a request.
///
/// A handler runs on the connection's own thread up to its first suspension, and must not block there.
package final class Server: Sendable {
    /// The port on which the server listens, also when the configuration asked for any.
    package let port: Int
    private let state: ServerState
    private let daemons: [Daemon]
    private let reaper: Task<Void, Never>
    private let stopping = Mutex<Task<Void, Never>?>(nil)

    /// Starts to listen and to answer.
    /// - Throws: ``ServerError/addressInUse(_:)`` also when another process of the same user shares ports.
    package init(
        _ configuration: ServerConfiguration, handler: @escaping @Sendable (Request) async -> Response
    ) throws(ServerError) {
        let state = ServerState(configuration, handler: handler)
        let threads = max(1, configuration.threads)
        let listener = try Listener(address: configuration.address, count: threads)
        var daemons: [Daemon] = []
        do throws(ServerError) {
            for (index, socket) in listener.sockets.enumerated() {
                let limit = (configuration.connectionLimit + threads - 1) / threads
                daemons.append(try Daemon(index: index, socket: socket, connectionLimit: limit, shared: state))
            }
        } catch {
            for daemon in daemons { daemon.stop() }
            for socket in listener.sockets.dropFirst(daemons.count) { close(socket) }
            throw error
        }
        self.daemons = daemons
        self.state = state
        port = listener.port
        let interval = min(.seconds(1), min(configuration.headDeadline, configuration.bodyDeadline) / 10)
        reaper = Task.detached(priority: .high) {
            while !Task.isCancelled {
                try? await Task.sleep(for: interval)
                state.connections.reap(now: MonotonicClock.now())
            }
        }
    }

    /// Requests that have begun and have not ended.
    package var requestsInFlight: Int { state.requestsInFlight }

    /// Open connections.
    package var connections: Int { state.connections.count }

    /// Stops listening, answers every request that has come, and closes. A second call waits for the first.
    package func stop() async {
        let task = stopping.withLock { running in
            let task = running ?? Task { await self.drain() }
            running = task
            return task
        }
        await task.value
    }

    /// The daemons go on accepting those who have begun to connect; each response closes its connection meanwhile.
    private func drain() async {
        state.drain()
        for daemon in daemons { daemon.ignoreNewClients() }
        var quietSince = ContinuousClock.now
        while true {
            let quiet = quietSince.duration(to: .now)
            if state.requestsInFlight > 0 {
                quietSince = .now
            } else if quiet >= state.configuration.drainQuiet, state.closeIfIdle() {
                break
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
        for daemon in daemons { daemon.stop() }
        reaper.cancel()
    }
}
