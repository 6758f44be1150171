import Foundation

/// One connection to the service that asks one question after the other: a plain socket, so that the client takes as
/// little as possible of the processors that it shares with the service.
final class KeepAliveClient {
    private static let longestHead = 4_096
    private let socket: Int32
    private var received = [UInt8](repeating: 0, count: 1 << 20)

    init(port: UInt16) throws(Refusal) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Refusal(text: "nobody answers on port \(port)") }
        var one: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(socket) }

    /// A whole request, ready to be sent.
    ///
    /// - Parameters:
    ///   - isCommand: whether it has an idempotency key of its own.
    ///   - more: whole lines of the head.
    static func request(
        _ path: String, method: String = "POST", key: String, body: [UInt8], isCommand: Bool = false, more: String = ""
    ) -> [UInt8] {
        let once = (isCommand ? "Idempotency-Key: \(UUID().uuidString)\r\n" : "") + more
        let head = """
            \(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(key)\r\n\(once)\
            Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n
            """
        return Array(head.utf8) + body
    }

    /// The body of the answer, valid until the next question; throws ``Refusal`` for any status but 200 and 201.
    func ask(_ request: [UInt8]) throws(Refusal) -> ArraySlice<UInt8> {
        let (status, body) = try answer(request)
        guard status == 200 || status == 201 else {
            throw Refusal(text: "the service answered \(status): \(String(decoding: body, as: UTF8.self))")
        }
        return body
    }

    /// The status and the body of the answer, valid until the next question.
    func answer(_ request: [UInt8]) throws(Refusal) -> (status: Int, body: ArraySlice<UInt8>) {
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { throw lost }
        var count = 0
        var answer: (status: Int, body: Range<Int>)?
        while answer.map({ count < $0.body.upperBound }) ?? true {
            if count == received.count { received += [UInt8](repeating: 0, count: count) }
            let free = received.count - count
            let more = received.withUnsafeMutableBytes { recv(socket, $0.baseAddress?.advanced(by: count), free, 0) }
            guard more > 0 else { throw lost }
            count += more
            if answer == nil { answer = try Self.head(of: received[..<count].prefix(Self.longestHead)) }
        }
        return (answer?.status ?? 0, received[answer?.body ?? 0..<0])
    }

    /// The status of an answer, and where its body lies; null while the head is not complete.
    private static func head(of answer: ArraySlice<UInt8>) throws(Refusal) -> (status: Int, body: Range<Int>)? {
        let blank = Array("\r\n\r\n".utf8)
        guard let end = answer.firstRange(of: blank)?.upperBound else { return nil }
        let head = String(decoding: answer[..<end], as: UTF8.self).lowercased().split(separator: "\r\n")
        let status = head.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        let name = "content-length: "
        guard let length = head.first(where: { $0.hasPrefix(name) }).flatMap({ Int($0.dropFirst(name.count)) }) else {
            throw Refusal(text: "an answer without its length")
        }
        return (status ?? 0, end..<end + length)
    }

    private var lost: Refusal { Refusal(text: "the service has closed the connection") }
}
