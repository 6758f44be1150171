import Foundation
import Synchronization

/// A line of TCP to the Unix socket of a database, which passes bytes on until it is told to swallow them: both ends then
/// take each other for silent, as over a network that lost them.
final class FaultyLine: Sendable {
    private let listening: Int32
    let port: Int
    private let loss = Atomic(Loss.nothing)
    /// Whose other ends have closed without their hearing of it.
    private let open = Mutex<[Int32]>([])

    enum Loss: UInt8, AtomicRepresentable {
        case nothing, answers, everything
    }

    /// - Parameters:
    ///   - socket: the path of the database's socket.
    ///   - address: on which it listens.
    init(to socket: String, on address: String = "127.0.0.1") throws {
        listening = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var bound = sockaddr_in()
        bound.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, address, &bound.sin_addr)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = listening
        port = try withUnsafeMutablePointer(to: &bound) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(listening, address, size) == 0, listen(listening, 64) == 0,
                    getsockname(listening, address, &size) == 0
                else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(listening, nil, nil)
                guard client >= 0, let self else { break }
                Thread.detachNewThread { self.carry(client, Self.connect(to: socket)) }
            }
        }
    }

    deinit {
        for server in open.withLock({ $0 }) { close(server) }
        shutdown(listening, Int32(SHUT_RDWR))
        close(listening)
    }

    /// Swallows this from now on; what was swallowed before stays lost.
    func lose(_ loss: Loss) { self.loss.store(loss, ordering: .relaxed) }

    /// Passes bytes on in both directions until one end closes.
    private func carry(_ client: Int32, _ server: Int32) {
        defer {
            close(client)
            // What is lost on a network is also that the other end has gone.
            if loss.load(ordering: .relaxed) == .nothing { close(server) } else { open.withLock { $0.append(server) } }
        }
        let ends = [client, server]
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var ready = ends.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&ready, 2, -1) > 0 else { return }
            for (from, to) in [(0, 1), (1, 0)] where ready[from].revents != 0 {
                let count = read(ends[from], &buffer, buffer.count)
                guard count > 0 else { return }
                switch loss.load(ordering: .relaxed) {
                case .everything: continue
                case .answers where from == 1: continue
                case .answers, .nothing: break
                }
                guard send(ends[to], buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
            }
        }
    }

    private static func connect(to path: String) -> Int32 {
        let file = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return file
    }
}
