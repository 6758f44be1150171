import CMicroHTTPD

/// A response on its way to the library.
struct OutgoingResponse {
    let response: Response
    let defaults: ResponseHeaders
    let closing: Bool

    /// Queues the response; its streamed body, if any, begins to be produced.
    /// - Returns: the writer of a streamed body; nil with `.NO` if the library refuses, which closes the connection.
    func queue(on connection: Connection, isHead: Bool, partDeadline: Duration) -> (MHD_Result, BodyWriter?) {
        var stream: BodyStream?
        let made: OpaquePointer?
        switch response.body {
        case .bytes(let bytes) where bytes.count > LargeBody.threshold:
            made = LargeBody(bytes, connection, partDeadline: partDeadline).makeResponse()
        case .bytes(let bytes):
            made = bytes.withUnsafeBytes { buffer in
                // The library only reads the bytes, and copies them here.
                MHD_create_response_from_buffer(
                    buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY)
            }
        case .stream:
            let body = BodyStream(connection, partDeadline: partDeadline)
            made = body.makeResponse()
            stream = body
        }
        guard let made else { return (.NO, nil) }
        defer { MHD_destroy_response(made) }
        for (name, value) in response.headers.fields { MHD_add_response_header(made, name, value) }
        for (name, value) in defaults.fields where response.headers[name] == nil {
            MHD_add_response_header(made, name, value)
        }
        if closing { MHD_add_response_header(made, "Connection", "close") }
        let result = MHD_queue_response(connection.handle.pointer, UInt32(response.status.code), made)
        guard result == .YES, let writer = stream?.writer, case .stream(let produce) = response.body, !isHead else {
            return (result, nil)
        }
        Task {
            do {
                try await produce(writer)
                writer.end(failed: false)
            } catch {
                writer.end(failed: true)
            }
        }
        return (result, writer)
    }
}
