import Glibc
import Testing

/// A client that sends exactly the bytes that a test says, and reads exactly what comes back.
final class RawClient {
    private let socket: Int32

    struct Failed: Error {
        let operation: String
        let code: Int32
    }

    /// Connects to a port of the loopback address.
    init(port: Int, source: String = "127.0.0.1") throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        // So that a server that hangs makes a test red and not endless.
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard try call(source, 0, Glibc.bind) == 0, try call("127.0.0.1", port, Glibc.connect) == 0 else {
            throw Failed(operation: "connect", code: errno)
        }
    }

    private func call(
        _ host: String, _ port: Int, _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
    ) throws -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { throw Failed(operation: "inet_pton", code: 0) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close() }

    private var closed = false

    /// Closes both directions; unread input makes it a reset.
    func close() {
        if !closed { Glibc.close(socket) }
        closed = true
    }

    /// Sends the end of the stream and still listens.
    func finishSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// Sends the bytes, false when the server has closed.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(socket, buffer.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    /// Sends each byte in a packet of its own.
    func trickle(_ text: String) {
        for byte in text.utf8 {
            if !send([byte]) { return }
            usleep(200)
        }
    }

    /// Reads some bytes; empty at the end of the stream.
    func receive(upTo limit: Int = 65_536) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = recv(socket, &buffer, limit, 0)
        if count < 0, errno == EAGAIN { Issue.record("the server neither answered nor closed") }
        return count > 0 ? Array(buffer[..<count]) : []
    }

    /// Reads to the end of the stream.
    func receiveAll() -> String {
        var all: [UInt8] = []
        while true {
            let part = receive()
            if part.isEmpty { return String(decoding: all, as: UTF8.self) }
            all += part
        }
    }

    private var buffered: [UInt8] = []

    /// Reads one response with a Content-Length or without a body; nil when the stream ends before it is complete.
    func response(toHead: Bool = false) -> RawResponse? {
        while true {
            if let (response, length) = RawResponse.parse(buffered, toHead: toHead) {
                buffered.removeFirst(length)
                return response
            }
            let part = receive()
            if part.isEmpty { return nil }
            buffered += part
        }
    }

    /// Reads a response with a chunked body and returns the body; nil when it breaks off.
    func chunkedBody() -> String? {
        var body: [UInt8] = []
        guard line(endsWith: "\r\n\r\n") != nil else { return nil }
        while let size = line(endsWith: "\r\n").flatMap({ Int($0, radix: 16) }) {
            while buffered.count < size + 2 {
                let part = receive()
                if part.isEmpty { return nil }
                buffered += part
            }
            body += buffered[..<size]
            buffered.removeFirst(size + 2)
            if size == 0 { return String(decoding: body, as: UTF8.self) }
        }
        return nil
    }

    private func line(endsWith end: String) -> String? {
        let end = Array(end.utf8)
        var position = 0
        while true {
            while position + end.count <= buffered.count {
                if buffered[position..<position + end.count].elementsEqual(end) {
                    let line = String(decoding: buffered[..<position], as: UTF8.self)
                    buffered.removeFirst(position + end.count)
                    return line
                }
                position += 1
            }
            let part = receive()
            if part.isEmpty { return nil }
            buffered += part
        }
    }
}
