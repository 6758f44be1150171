import CMicroHTTPD

/// The reading end of a streamed body, which the library owns from `makeResponse` on.
final class BodyStream {
    let writer: BodyWriter
    private let connection: Connection
    private let partDeadline: Duration

    init(_ connection: Connection, partDeadline: Duration) {
        self.connection = connection
        self.partDeadline = partDeadline
        writer = BodyWriter(connection.handle)
    }

    func makeResponse() -> OpaquePointer? {
        let context = Unmanaged.passRetained(self)
        let response = MHD_create_response_from_callback(
            .max, 8192,
            { context, _, buffer, size in
                guard let context, let buffer else { return BodyStream.failure }
                let stream = Unmanaged<BodyStream>.fromOpaque(context).takeUnretainedValue()
                return stream.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
            }, context.toOpaque(),
            { context in
                guard let context else { return }
                Unmanaged<BodyStream>.fromOpaque(context).takeRetainedValue().writer.close()
            })
        if response == nil { context.release() }
        return response
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let deadline = MonotonicClock.after(partDeadline)
        switch writer.read(into: buffer) {
        case .bytes(let count):
            connection.deadline.store(deadline, ordering: .relaxed)
            return count
        case .pending:
            // The producer is slow, not the client.
            connection.deadline.store(MonotonicClock.never, ordering: .relaxed)
            return 0
        case .end:
            connection.deadline.store(deadline, ordering: .relaxed)
            return Self.end
        case .failure: return Self.failure
        }
    }

    // MHD_CONTENT_READER_END_OF_STREAM and _END_WITH_ERROR, casts that Swift does not import.
    private static let end = -1
    static let failure = -2
}
