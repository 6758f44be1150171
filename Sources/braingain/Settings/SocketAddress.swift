/// A numeric internet address and a port, as `127.0.0.1:8080` or `[::1]:8080`.
struct SocketAddress: Sendable, Equatable, CustomStringConvertible {
    /// Without brackets.
    let host: String
    /// 0 lets the system choose; the log says which it chose.
    let port: UInt16

    /// Null for anything but a numeric address and a port.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        let host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inner = host.dropFirst().dropLast()
            guard inner.contains(":"), inner.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
            self.host = String(inner)
        } else {
            let parts = host.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) else { return nil }
            self.host = String(host)
        }
        self.port = port
    }

    /// The same host with another port.
    init(_ address: SocketAddress, port: Int) {
        host = address.host
        self.port = UInt16(clamping: port)
    }

    /// Whether only this machine itself reaches it.
    var isLoopback: Bool { host == "::1" || host.hasPrefix("127.") }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
