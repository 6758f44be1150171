/// A fault in the table of routes, found when the router is made.
package enum RouteError: Error, Equatable, CustomStringConvertible {
    /// Not of the form `METHOD /path/{parameter}`.
    case malformed(String)
    /// Two routes answer the same requests.
    case clash(String, String)

    package var description: String {
        switch self {
        case .malformed(let text): "\(text) is not a route: write METHOD /path/{parameter}"
        case .clash(let first, let second): "\(first) and \(second) answer the same requests"
        }
    }
}
