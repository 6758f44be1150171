/// Why a server could not start.
package enum ServerError: Error, CustomStringConvertible {
    /// Not of the form `address:port`, or the name does not resolve.
    case invalidAddress(String)
    case addressInUse(String)
    /// The operating system refused; `code` is an `errno`.
    case system(operation: String, code: Int32)
    case daemonRefused

    package var description: String {
        switch self {
        case .invalidAddress(let address):
            "\(address) is not an address to listen on: write 127.0.0.1:8080, [::1]:8080 or 0.0.0.0:8080"
        case .addressInUse(let address):
            "\(address) is in use: stop the other program or choose another port"
        case .system(let operation, let code): "\(operation) failed: error \(code)"
        case .daemonRefused: "the HTTP library did not start"
        }
    }
}
