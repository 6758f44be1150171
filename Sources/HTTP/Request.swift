/// A whole request: the head has passed the strict check, the body has been read within its limit.
package struct Request: Sendable {
    package let method: Method
    /// The path between its slashes, decoded: `/v1/skills` is `["v1", "skills"]`, `/` is `[""]`, `*` is empty. No segment
    /// holds a slash or a control character.
    package let segments: [String]
    package let query: Query
    package let headers: RequestHeaders
    package let body: [UInt8]
    /// The client's address without a port: the peer, or what a trusted proxy says of it in `X-Forwarded-For`.
    package let remoteAddress: String
    package let traceID: TraceID
}
