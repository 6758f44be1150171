/// The target of a request line, decoded strictly.
struct RequestTarget {
    var segments: [String]
    var query: Query

    /// - Parameter raw: the target as it came: origin form, absolute form (RFC 9112 §3.2.2) or, for OPTIONS, `*`.
    /// - Throws: `malformedTarget` for a bad escape, invalid UTF-8, a control character, or an encoded slash.
    init(_ raw: [UInt8], method: Method) throws(Refusal) {
        guard raw.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "#") }) else { throw .malformedTarget }
        if method == .options, raw == [UInt8(ascii: "*")] {
            (segments, query) = ([], Query(items: []))
            return
        }
        let target = Self.withoutAuthority(raw[...])
        guard target.first == UInt8(ascii: "/") else { throw .malformedTarget }
        let mark = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        segments = []
        for segment in target[..<mark].dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        {
            let text = try PercentEncoding.decode(segment, plusIsSpace: false)
            if text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "/") || $0 == 0x7f }) {
                throw .malformedTarget
            }
            segments.append(text)
        }
        query = try Query(target[mark...].dropFirst())
    }

    private static func withoutAuthority(_ target: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        for scheme in ["http://", "https://"] where target.starts(with: scheme.utf8) {
            let path = target.dropFirst(scheme.utf8.count)
            return path[(path.firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex)...]
        }
        return target
    }
}
