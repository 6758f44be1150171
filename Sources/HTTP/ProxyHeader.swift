import CMicroHTTPD
import Glibc

/// The line by which a proxy that passes on bytes says whose they are: PROXY protocol, version 1
/// (haproxy.org, "The PROXY protocol").
enum ProxyHeader {
    /// With its end, a line has at most 107 octets.
    private static let longest = 107
    /// For how long the first bytes of a proxy are waited for, in milliseconds; it sends them when it connects.
    private static let patience: Int32 = 250

    /// Takes the line off a connection that has just come, and nothing behind it. The client's address; null where there
    /// is no such line, or one that names no client.
    static func take(from socket: Int32) -> String? {
        var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        var line = [UInt8](repeating: 0, count: longest)
        guard poll(&waiting, 1, patience) == 1, case let count = recv(socket, &line, longest, Int32(MSG_PEEK)),
            count > 0, let end = line[..<count].firstRange(of: [0x0D, 0x0A])?.upperBound,
            let client = client(line[..<end])
        else { return nil }
        return recv(socket, &line, end, 0) == end ? client : nil
    }

    /// The client of a whole line.
    static func client(_ line: ArraySlice<UInt8>) -> String? {
        let words = String(decoding: line, as: UTF8.self).dropLast().split(
            separator: " ", omittingEmptySubsequences: false)
        guard words.count == 6, words[0] == "PROXY", UInt16(words[4]) != nil, UInt16(words[5]) != nil else {
            return nil
        }
        switch words[1] {
        case "TCP4": return PeerAddress.isAddress(words[2], of: AF_INET) ? String(words[2]) : nil
        case "TCP6": return PeerAddress.isAddress(words[2], of: AF_INET6) ? String(words[2]) : nil
        default: return nil
        }
    }
}
