import CMicroHTTPD
import Glibc

/// One event loop of a server: a single-threaded daemon of the library and the callbacks that tie it to exchanges.
// @unchecked: `pointer` is set before anything else can see the daemon; the library locks for itself.
final class Daemon: @unchecked Sendable {
    private let index: Int
    private let shared: ServerState
    private let socket: Int32
    private var pointer: OpaquePointer?

    /// - Parameter socket: listens; belongs to the daemon from here on, unless this throws.
    init(index: Int, socket: Int32, connectionLimit: Int, shared: ServerState) throws(ServerError) {
        self.index = index
        self.shared = shared
        self.socket = socket
        var settings = microhttpd_settings()
        settings.listen_socket = socket
        settings.connection_limit = UInt32(connectionLimit)
        settings.pool_size = 16_384
        let context = Unmanaged.passRetained(self)
        settings.context = context.toOpaque()
        settings.request_line = { context, target, connection in
            guard let target, let connection, let exchange = Daemon.of(context)?.began(connection, target) else {
                return nil
            }
            return Unmanaged.passRetained(exchange).toOpaque()
        }
        settings.handle = { _, connection, _, method, _, part, partSize, context in
            guard let connection, let method, let partSize, let context = context?.pointee else { return .NO }
            let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
            let head = UnsafeRawBufferPointer(start: method, count: microhttpd_head_size(connection))
            let part = UnsafeRawBufferPointer(start: part, count: partSize.pointee)
            partSize.pointee = 0
            return exchange.handle(head: head, part: part)
        }
        settings.completed = { _, connection, context, reason in
            guard let connection, let pointer = context?.pointee else { return }
            context?.pointee = nil
            let status = microhttpd_status(connection)
            Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue().complete(
                broken: reason != .REQUEST_TERMINATED_COMPLETED_OK, status: status == 0 ? nil : Int(status))
        }
        settings.notify = { context, connection, slot, event in
            guard let connection, let slot, let daemon = Daemon.of(context) else { return }
            daemon.notify(connection, slot, started: event == .CONNECTION_NOTIFY_STARTED)
        }
        settings.log = { context, message, _ in Daemon.of(context)?.libraryComplained(message) }
        pointer = microhttpd_start(&settings)
        if pointer == nil {
            context.release()
            throw .daemonRefused
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Daemon? {
        context.map { Unmanaged<Daemon>.fromOpaque($0).takeUnretainedValue() }
    }

    private func began(_ pointer: OpaquePointer, _ target: UnsafePointer<CChar>) -> Exchange? {
        guard let connection = Connection.of(pointer) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: target, count: strlen(target))
        let exchange = Exchange(connection: connection, shared: shared, target: Array(bytes))
        microhttpd_skip_parsing(pointer, target)
        shared.began()
        connection.phase.store(.head, ordering: .relaxed)
        let deadline = MonotonicClock.after(shared.configuration.headDeadline)
        connection.deadline.store(min(deadline, connection.deadline.load(ordering: .relaxed)), ordering: .relaxed)
        connection.exchange = exchange
        return exchange
    }

    private func notify(
        _ pointer: OpaquePointer, _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>, started: Bool
    ) {
        if started {
            let deadline = MonotonicClock.after(shared.configuration.headDeadline)
            let configuration = shared.configuration
            let connection = Connection(
                ConnectionHandle(pointer: pointer), daemon: index, deadline: deadline,
                proxies: configuration.isProxyProtocol ? configuration.trustedProxies : [])
            slot.pointee = Unmanaged.passRetained(connection).toOpaque()
            shared.connections.add(connection)
        } else if let context = slot.pointee {
            let connection = Unmanaged<Connection>.fromOpaque(context).takeRetainedValue()
            slot.pointee = nil
            shared.connections.remove(connection)
        }
    }

    /// A Content-Length that the library cannot read makes it send its 400 twice, and a pool that the last field fills
    /// its 431. It complains first, when the head is complete but not handed to us; then the answer is given past it,
    /// and its own cannot be written any more.
    private func libraryComplained(_ message: UnsafePointer<CChar>?) {
        guard let exchange = shared.connections.undelivered(daemon: index)?.exchange else { return }
        let isFull = message.map { strncmp($0, "Not enough memory", 17) == 0 } ?? false
        exchange.answerDirectly(isFull ? .headTooLarge : .ambiguousLength)
    }

    /// The first step of a stop.
    func ignoreNewClients() {
        if microhttpd_ignore_new_clients(socket) != 0 {
            // Where the system has no socket filters, those who wait in the queue of the socket are lost.
            close(MHD_quiesce_daemon(pointer))
        }
    }

    /// Ends the thread and all connections. No request may be in flight.
    func stop() {
        guard let stopping = pointer else { return }
        pointer = nil
        MHD_stop_daemon(stopping)
        Unmanaged.passUnretained(self).release()
    }
}
