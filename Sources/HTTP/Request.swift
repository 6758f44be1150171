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

    /// What the client counts for: its IPv4 address, or the /64 of its IPv6 address, of which it has 2^64.
    package var network: String { PeerAddress.network(of: remoteAddress) }

    init(
        method: Method, segments: [String], query: Query, headers: RequestHeaders, body: [UInt8],
        remoteAddress: String, traceID: TraceID
    ) {
        self.method = method
        self.segments = segments
        self.query = query
        self.headers = headers
        self.body = body
        self.remoteAddress = remoteAddress
        self.traceID = traceID
    }

    /// A request that this program asks itself, without a connection.
    package init(
        _ method: Method, _ segments: [String], query: Query = Query(items: []),
        headers: KeyValuePairs<String, String> = [:], body: [UInt8] = []
    ) {
        self.init(
            method: method, segments: segments, query: query, headers: RequestHeaders(headers), body: body,
            remoteAddress: "127.0.0.1", traceID: TraceID())
    }
}
