import CPostgreSQL
import Foundation
import Synchronization

/// Hears what the server notifies of on a channel, on a connection and a thread of its own.
///
/// It reconnects by itself and then says so, since notifications may have been missed meanwhile.
package final class Listener: Sendable {
    package enum Event: Sendable, Equatable {
        /// Listening has begun, or begun again: whatever came before may have been missed.
        case listening
        case notified
        /// The connection is lost; another is being tried for.
        case lost
    }

    package let events: AsyncStream<Event>
    /// How long the server may keep silent, and how long it may take to answer then.
    private static let patience = Duration.seconds(5)
    private let isStopped = Atomic(false)

    /// - Parameter channel: a plain identifier, written by the program's author.
    package init(conninfo: String, channel: String) {
        let (events, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(16))
        self.events = events
        let thread = Thread { [weak self] in
            let connection = Connection(conninfo: conninfo)
            var asked = ContinuousClock.now
            while let self, !self.isStopped.load(ordering: .relaxed) {
                do throws(PostgresError) {
                    let isNew = !connection.isOpen
                    // Asked again, since a line that swallows everything looks like a server with nothing to say.
                    if isNew || .now - asked > Self.patience {
                        try connection.execute("LISTEN \(channel)", within: Self.patience)
                        asked = .now
                    }
                    if isNew { continuation.yield(.listening) }
                    if try connection.waitForNotification(milliseconds: 250) { continuation.yield(.notified) }
                } catch {
                    connection.close()
                    continuation.yield(.lost)
                    Thread.sleep(forTimeInterval: 0.25)
                }
            }
            connection.close()
            continuation.finish()
        }
        thread.name = "postgres-listen"
        thread.start()
    }

    package func stop() { isStopped.store(true, ordering: .relaxed) }

    deinit { stop() }
}

extension Connection {
    /// Whether one or more notifications came within a time.
    fileprivate func waitForNotification(milliseconds: Int32) throws(PostgresError) -> Bool {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, milliseconds) > 0 else { return false }
        return try takeNotifications()
    }
}
