/// Why the server itself answers a request, before any handler sees it. The connection closes after each of them.
package enum Refusal: String, Sendable, CaseIterable, Error {
    /// The request line or a header breaks RFC 9112, or could be read in two ways.
    case malformedHead = "The request head is malformed."
    /// Content-Length is repeated, not a plain number, or beside Transfer-Encoding.
    case ambiguousLength = "The length of the body is malformed or ambiguous."
    /// A transfer coding other than `chunked`.
    case unknownTransferCoding = "Only the transfer coding chunked is understood."
    /// HTTP/1.1 needs exactly one valid Host.
    case invalidHost = "The request needs exactly one valid Host header."
    /// A field that says who asks, what is sent, or that it is sent again, more than once: two parsers take another of them.
    case repeatedField = "A header that has one value comes twice."
    /// A bad escape, bytes that are not UTF-8, or an encoded NUL or slash in path or query.
    case malformedTarget = "The path or query has a bad escape or is not valid UTF-8."
    /// More header fields than a client has reason to send.
    case headTooLarge = "The request head is too large."
    /// The body is longer than the limit.
    case bodyTooLarge = "The request body is too large."
    /// A compressed body: its size cannot be bounded before it is expanded.
    case encodedBody = "Send the body without a Content-Encoding."

    package var status: Status {
        switch self {
        case .malformedHead, .ambiguousLength, .invalidHost, .repeatedField, .malformedTarget: .badRequest
        case .unknownTransferCoding: .badRequest
        case .headTooLarge: .headerFieldsTooLarge
        case .bodyTooLarge: .contentTooLarge
        case .encodedBody: .unsupportedMediaType
        }
    }

    /// A text for people; safe to show, since it repeats nothing of the request.
    package var detail: String { rawValue }
}
