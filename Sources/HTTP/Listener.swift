import CMicroHTTPD
import Glibc

/// The listening sockets of a server: one for each thread, on the same port by `SO_REUSEPORT`.
struct Listener {
    let sockets: [Int32]
    let port: Int

    init(address: String, count: Int) throws(ServerError) {
        guard let colon = address.lastIndex(of: ":"), let port = UInt16(address[address.index(after: colon)...]) else {
            throw .invalidAddress(address)
        }
        var host = address[..<colon]
        if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !(host.contains(":") && host.count + 1 == address[...colon].count) else {
            throw .invalidAddress(address)
        }
        // A port that a socket without SO_REUSEPORT can have is not served by anybody else, not even by one of us.
        if port != 0 { close(try Self.bound(String(host), port, shared: false, naming: address)) }
        var sockets: [Int32] = []
        do throws(ServerError) {
            var actual = port
            for _ in 0..<count {
                sockets.append(try Self.bound(String(host), actual, shared: true, naming: address))
                if actual == 0 { actual = try Self.port(of: sockets[0]) }
            }
            for socket in sockets where listen(socket, 1024) != 0 {
                throw errno == EADDRINUSE ? .addressInUse(address) : .system(operation: "listen", code: errno)
            }
            self.port = Int(actual)
        } catch {
            for socket in sockets { close(socket) }
            throw error
        }
        self.sockets = sockets
    }

    private static func bound(
        _ host: String, _ port: UInt16, shared: Bool, naming address: String
    ) throws(ServerError) -> Int32 {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let first = found?.pointee else {
            throw .invalidAddress(address)
        }
        defer { freeaddrinfo(found) }
        let type = first.ai_socktype | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(first.ai_family, type, 0)
        guard descriptor >= 0 else { throw .system(operation: "socket", code: errno) }
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
        if shared { setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &yes, size) }
        guard bind(descriptor, first.ai_addr, first.ai_addrlen) == 0 else {
            let code = errno
            close(descriptor)
            switch code {
            case EADDRINUSE: throw .addressInUse(address)
            case EADDRNOTAVAIL: throw .invalidAddress(address)
            default: throw .system(operation: "bind", code: code)
            }
        }
        return descriptor
    }

    private static func port(of socket: Int32) throws(ServerError) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let port: UInt16? = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard getsockname(socket, address, &length) == 0 else { return nil }
                return PeerAddress.text(address, service: true).flatMap { UInt16($0) }
            }
        }
        guard let port else { throw .system(operation: "getsockname", code: errno) }
        return port
    }
}
