/// What the access log may know of a request: nothing that the client wrote.
package struct AccessRecord: Sendable {
    package enum Outcome: Sendable, Equatable {
        case answered
        /// The client went away, was too slow, or the response broke off.
        case broken
    }

    /// Nil when the head was refused before the method was known to be one.
    package let method: Method?
    /// The template of the route, never the path.
    package let route: String?
    /// An alias of who asked; nil for whoever proved nothing.
    package let asker: String?
    /// Nil when the connection ended before an answer.
    package let status: Int?
    /// From the end of the request line to the end of the response.
    package let duration: Duration
    /// Octets of the body, those of a stream that were handed to the connection.
    package let bytes: Int
    package let traceID: TraceID
    package let outcome: Outcome
}
