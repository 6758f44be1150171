/// The escapes of RFC 3986 §2.1.
enum PercentEncoding {
    /// - Parameter plusIsSpace: as in form-encoded queries.
    /// - Throws: `malformedTarget` for an incomplete or non-hexadecimal escape, a NUL, bytes that are not UTF-8, or a text that takes long to
    ///   compare.
    static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) throws(Refusal) -> String {
        if !bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) {
            return String(decoding: bytes, as: UTF8.self)
        }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let byte = bytes[position]
            if byte == UInt8(ascii: "%") {
                guard position + 2 < bytes.endIndex, let high = digit(bytes[position + 1]),
                    let low = digit(bytes[position + 2]), high << 4 | low != 0
                else { throw .malformedTarget }
                decoded.append(high << 4 | low)
                position += 3
            } else {
                decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
                position += 1
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self), text.isSafe else { throw .malformedTarget }
        return text
    }

    /// The value of a hexadecimal digit.
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
