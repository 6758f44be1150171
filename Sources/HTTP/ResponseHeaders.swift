/// The header fields of a response. CR, LF and NUL cannot get in: every control character becomes a space.
package struct ResponseHeaders: Sendable, ExpressibleByDictionaryLiteral {
    package private(set) var fields: [(name: String, value: String)] = []

    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    /// The value of the first field of that name.
    package subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Replaces the fields of that name.
    package mutating func set(_ name: String, _ value: String) {
        fields.removeAll { $0.name.lowercased() == name.lowercased() }
        add(name, value)
    }

    /// Adds a field beside those of the same name, as `Set-Cookie` needs.
    ///
    /// The name is a literal of the program. `Content-Length`, `Transfer-Encoding` and `Date` are the library's.
    package mutating func add(_ name: String, _ value: String) {
        assert(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ":") }, "not a header name")
        fields.append((name, Self.cleaned(value)))
    }

    private static func cleaned(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return value }
        return String(decoding: value.utf8.map { $0 < 0x20 || $0 == 0x7f ? 0x20 : $0 }, as: UTF8.self)
    }
}
