import CMicroHTTPD

/// A body that is complete but long: handed to the library in parts, so that a client must go on taking them.
final class LargeBody {
    /// Octets above which it is worth it.
    static let threshold = 65_536

    private let bytes: [UInt8]
    private let connection: Connection
    private let partDeadline: Duration

    init(_ bytes: [UInt8], _ connection: Connection, partDeadline: Duration) {
        self.bytes = bytes
        self.connection = connection
        self.partDeadline = partDeadline
    }

    /// A response that keeps this body as long as it needs it.
    func makeResponse() -> OpaquePointer? {
        let context = Unmanaged.passRetained(self)
        let response = MHD_create_response_from_callback(
            UInt64(bytes.count), 32_768,
            { context, position, buffer, size in
                guard let context, let buffer else { return BodyStream.failure }
                let body = Unmanaged<LargeBody>.fromOpaque(context).takeUnretainedValue()
                let part = body.bytes[Int(position)..<min(Int(position) + size, body.bytes.count)]
                UnsafeMutableRawBufferPointer(start: buffer, count: size).copyBytes(from: part)
                body.connection.deadline.store(MonotonicClock.after(body.partDeadline), ordering: .relaxed)
                return part.count
            }, context.toOpaque(),
            { context in
                if let context { Unmanaged<LargeBody>.fromOpaque(context).release() }
            })
        if response == nil { context.release() }
        return response
    }
}
