/// The head of a request after the strict check: everything that two parsers could read differently is refused.
///
/// The library has cut the bytes in place by then: the space after the method, the one before the version, the first
/// colon of each field and every CR LF have become NULs (a bare LF one NUL, CR LF two), and nothing else has. So a
/// field that does not end in exactly two NULs had a bare LF or a NUL of the client's in it. Only NUL LF looks like
/// CR LF, and ends a line either way.
struct RequestHead {
    enum Body: Equatable {
        case none
        /// Octets, from 1 up.
        case length(Int)
        case chunked
    }

    var method: Method
    var headers: RequestHeaders
    var body: Body

    /// - Parameters:
    ///   - bytes: from the method to the end of the blank line.
    ///   - targetLength: octets of the target as it was before the library cut it at the query.
    init(checking bytes: UnsafeRawBufferPointer, targetLength: Int) throws(Refusal) {
        guard let methodEnd = bytes.firstIndex(of: 0), methodEnd > 0,
            bytes[..<methodEnd].allSatisfy(Self.isToken)
        else { throw .malformedHead }
        let version = methodEnd + 1 + targetLength + 1
        let firstField = version + 10
        guard firstField <= bytes.count, bytes[version - 1] == 0,
            bytes[version..<version + 7].elementsEqual("HTTP/1.".utf8),
            bytes[version + 8] == 0, bytes[version + 9] == 0
        else { throw .malformedHead }
        let minor = bytes[version + 7]
        guard minor == UInt8(ascii: "1") || minor == UInt8(ascii: "0") else { throw .malformedHead }
        method = Method(token: String(decoding: bytes[..<methodEnd], as: UTF8.self))
        headers = try Self.fields(UnsafeRawBufferPointer(rebasing: bytes[firstField...]))
        // The library keeps 64 octets for each field in the pool of 16 KB, where the head of the response must fit too.
        guard bytes.count + 64 * headers.count <= 12_288 else { throw .headTooLarge }
        body = .none
        try checkHost(required: minor == UInt8(ascii: "1"))
        try checkSingle()
        body = try bodyLength(mayBeChunked: minor == UInt8(ascii: "1"))
    }

    private static func fields(_ bytes: UnsafeRawBufferPointer) throws(Refusal) -> RequestHeaders {
        var fields: [RequestHeaders.Field] = []
        fields.reserveCapacity(16)
        var position = 0
        while position + 1 < bytes.count, bytes[position] != 0 {
            let name = position
            while position < bytes.count, isToken(bytes[position]) { position += 1 }
            // The colon; a space before it, or a fold, is no token character.
            guard position > name, position < bytes.count, bytes[position] == 0 else { throw .malformedHead }
            let nameEnd = position
            position += 1
            while position < bytes.count, isBlank(bytes[position]) { position += 1 }
            let value = position
            while position < bytes.count, isFieldContent(bytes[position]) { position += 1 }
            guard position + 1 < bytes.count, bytes[position] == 0, bytes[position + 1] == 0 else {
                throw .malformedHead
            }
            var valueEnd = position
            while valueEnd > value, isBlank(bytes[valueEnd - 1]) { valueEnd -= 1 }
            position += 2
            fields.append(.init(name: name..<nameEnd, value: value..<valueEnd))
        }
        guard position + 2 == bytes.count, bytes[position] == 0, bytes[position + 1] == 0 else {
            throw .malformedHead
        }
        return RequestHeaders(bytes: Array(bytes), fields: fields)
    }

    private func checkHost(required: Bool) throws(Refusal) {
        let hosts = headers.values("host")
        guard hosts.count == 1 || (hosts.isEmpty && !required) else { throw .invalidHost }
        for byte in hosts.joined().utf8 {
            switch byte {
            case 0x00...0x20, 0x7f...0xff, UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "?"),
                UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "\\"):
                throw .invalidHost
            default: continue
            }
        }
        guard let host = hosts.first else { return }
        // Colons within brackets are of an IPv6 address.
        let end = host.lastIndex(of: "]") ?? host.startIndex
        let port = host[end...].firstIndex(of: ":").map { host[$0...].dropFirst() } ?? ""
        let isNumber = port.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !host.isEmpty, port.isEmpty || isNumber && UInt16(port) != nil else { throw .invalidHost }
    }

    /// Fields that say who asks, what is sent, or that it is sent again: of two, a proxy may have looked at the other.
    private static let single = [
        "authorization", "cookie", "content-type", "idempotency-key", "origin", "sec-fetch-site",
    ]

    private func checkSingle() throws(Refusal) {
        for name in Self.single where headers.values(name).count > 1 { throw .repeatedField }
    }

    private func bodyLength(mayBeChunked: Bool) throws(Refusal) -> Body {
        let codings = headers.rawValues("transfer-encoding")
        let lengths = headers.rawValues("content-length")
        if let coding = codings.first {
            guard lengths.isEmpty else { throw .ambiguousLength }
            guard codings.count == 1, mayBeChunked, coding.lowercased() == "chunked" else {
                throw .unknownTransferCoding
            }
            return .chunked
        }
        guard let length = lengths.first else { return .none }
        guard lengths.count == 1, !length.isEmpty,
            length.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains), let octets = Int(length)
        else { throw .ambiguousLength }
        return octets == 0 ? .none : .length(octets)
    }

    /// `tchar` of RFC 9110 §5.6.2.
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"),
            UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^")...UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isFieldContent(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7f || byte == 0x09 }
}
