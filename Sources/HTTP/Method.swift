/// A request method that the service answers; every other one (`TRACE`, `CONNECT`, unknown tokens) is `other`.
///
/// Unknown tokens share one case, so that what a client invents never reaches a log or a metric.
package enum Method: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
    case other = "OTHER"

    /// The method of a request line; methods are case-sensitive (RFC 9110 §9.1).
    init(token: String) {
        self = Method(rawValue: token) ?? .other
    }
}
