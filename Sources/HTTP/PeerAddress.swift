import CMicroHTTPD
import Glibc

/// The numeric forms of a socket's address.
enum PeerAddress {
    /// What one client may count for: an IPv4 address, or the /64 of an IPv6 address, of which a client has 2^64.
    static func network(_ address: UnsafePointer<sockaddr>) -> String? {
        text(address).map { network(of: $0) }
    }

    /// The same of an address that is text; itself for what is no address.
    static func network(of text: String) -> String {
        var address = in6_addr()
        guard text.contains(":"), inet_pton(AF_INET6, text, &address) == 1 else { return text }
        return withUnsafeBytes(of: address) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
    }

    /// The address, an IPv4 address that came over an IPv6 socket as plain IPv4, or the port.
    static func text(_ address: UnsafePointer<sockaddr>, service: Bool = false) -> String? {
        let length =
            address.pointee.sa_family == sa_family_t(AF_INET6)
            ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            let size = socklen_t(buffer.count)
            let code =
                service
                ? getnameinfo(address, socklen_t(length), nil, 0, buffer.baseAddress, size, NI_NUMERICSERV)
                : getnameinfo(address, socklen_t(length), buffer.baseAddress, size, nil, 0, NI_NUMERICHOST)
            guard code == 0, let start = buffer.baseAddress else { return nil }
            let text = String(cString: start)
            return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
        }
    }

    /// Whether a text is a numeric address of `AF_INET` or `AF_INET6`.
    static func isAddress(_ text: some StringProtocol, of family: Int32) -> Bool {
        var address = in6_addr()
        return inet_pton(family, String(text), &address) == 1
    }
}
