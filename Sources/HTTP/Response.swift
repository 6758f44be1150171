/// What a handler answers.
package struct Response: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        /// Sent as it is produced, in chunks. The producer runs once the head is sent, and not at all for HEAD.
        case stream(@Sendable (BodyWriter) async throws -> Void)
    }

    package var status: Status
    package var headers: ResponseHeaders
    package var body: Body
    /// The template of the route that answered, for the access log; nil when none did.
    package var route: String?
    /// Who asked, under a name that the access log may know; nil for whoever proved nothing.
    package var asker: String?

    package init(_ status: Status, headers: ResponseHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = .bytes(status.forbidsBody ? [] : body)
    }

    package init(_ status: Status, contentType: String, body: [UInt8]) {
        self.init(status, headers: ["Content-Type": contentType], body: body)
    }

    package init(
        _ status: Status, contentType: String, stream: @escaping @Sendable (BodyWriter) async throws -> Void
    ) {
        self.init(status, headers: ["Content-Type": contentType])
        body = .stream(stream)
    }
}
