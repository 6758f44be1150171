/// Writes JSON as text, front to back, without a tree: about a tenth of the time of Foundation's encoder.
///
/// Commas, colons and brackets are the writer's; what cannot be written right (a second top value, a value in an object
/// without a name) stops a debug build.
package struct JSONWriter {
    /// UTF-8.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false
    private var nesting = JSONNesting()

    /// - Parameter capacity: octets that the text will probably need.
    package init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    /// The bytes of one value.
    package static func bytes(capacity: Int = 512, _ write: (inout JSONWriter) throws -> Void) rethrows -> [UInt8] {
        var writer = JSONWriter(capacity: capacity)
        try write(&writer)
        writer.nesting.assertDone()
        return writer.bytes
    }

    /// An object as the next value; `body` writes its members.
    package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try nested(isObject: true, body)
    }

    /// An array as the next value; `body` writes its elements.
    package mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try nested(isObject: false, body)
    }

    /// The name of the next member of an object.
    package mutating func name(_ name: StaticString) {
        nesting.name()
        separate()
        assert(name.isASCII && !name.description.contains { "\"\\".contains($0) }, "a name that needs escapes")
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// The name of the next member of an object, where it is data.
    package mutating func name(escaping name: String) {
        nesting.name()
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func value(_ text: String) {
        begin()
        quote(text)
    }

    package mutating func value(_ number: Int) {
        begin()
        digits(of: number)
    }

    package mutating func value(_ flag: Bool) {
        begin()
        bytes.append(contentsOf: flag ? "true".utf8 : "false".utf8)
    }

    /// The shortest text that reads as the same number; a whole one has no fraction. JSON has no infinity and no NaN:
    /// they become null, and stop a debug build.
    package mutating func value(_ number: Double) {
        assert(number.isFinite, "not a JSON number")
        guard number.isFinite else { return null() }
        begin()
        // A zero has no sign, whichever side it was rounded from.
        var text = (number + 0).description
        if text.hasSuffix(".0") { text.removeLast(2) }
        bytes.append(contentsOf: text.utf8)
    }

    /// `scaled` / 10^`places`, exactly, without trailing zeros: 819 with one place is 81.9, 800 is 80.
    package mutating func value(_ scaled: Int, places: Int) {
        begin()
        var (places, magnitude) = (places, scaled.magnitude)
        while places > 0, magnitude % 10 == 0 { (places, magnitude) = (places - 1, magnitude / 10) }
        let divisor = (0..<places).reduce(UInt(1)) { power, _ in power * 10 }
        if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
        digits(of: magnitude / divisor, atLeast: 1)
        if places > 0 {
            bytes.append(UInt8(ascii: "."))
            digits(of: magnitude % divisor, atLeast: places)
        }
    }

    package mutating func null() {
        begin()
        bytes.append(contentsOf: "null".utf8)
    }

    /// A value that is JSON already, such as a cached part of a response.
    package mutating func value(verbatim json: [UInt8]) {
        begin()
        bytes.append(contentsOf: json)
    }

    private mutating func nested(isObject: Bool, _ body: (inout JSONWriter) throws -> Void) rethrows {
        begin()
        bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        needsComma = false
        nesting.open(isObject: isObject)
        try body(&self)
        nesting.close()
        bytes.append(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
        needsComma = true
    }

    private mutating func begin() {
        nesting.value()
        separate()
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func digits(of number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        digits(of: number.magnitude, atLeast: 1)
    }

    private mutating func digits(of number: UInt, atLeast places: Int) {
        let start = bytes.count
        var rest = number
        while rest > 0 || bytes.count - start < places {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { buffer in
            var start = 0
            for index in buffer.indices {
                let byte = buffer[index]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start..<index]))
                escape(byte)
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x0c: bytes.append(UInt8(ascii: "f"))
        case 0x0d: bytes.append(UInt8(ascii: "r"))
        case 0x00..<0x20:
            bytes.append(contentsOf: byte < 0x10 ? "u000".utf8 : "u001".utf8)
            bytes.append(byte & 0xf < 10 ? UInt8(ascii: "0") + byte & 0xf : UInt8(ascii: "a") + byte & 0xf - 10)
        default: bytes.append(byte)
        }
    }
}

extension JSONWriter {
    /// A value, null when there is none.
    package mutating func value(_ text: String?) { if let text { value(text) } else { null() } }
    package mutating func value(_ number: Int?) { if let number { value(number) } else { null() } }
    package mutating func value(_ number: Double?) { if let number { value(number) } else { null() } }
    package mutating func value(_ flag: Bool?) { if let flag { value(flag) } else { null() } }

    /// A member of an object.
    package mutating func member(_ name: StaticString, _ text: String?) {
        self.name(name)
        value(text)
    }

    package mutating func member(_ name: StaticString, _ number: Int?) {
        self.name(name)
        value(number)
    }

    package mutating func member(_ name: StaticString, _ number: Double?) {
        self.name(name)
        value(number)
    }

    package mutating func member(_ name: StaticString, _ flag: Bool?) {
        self.name(name)
        value(flag)
    }

    package mutating func member(_ name: StaticString, _ scaled: Int, places: Int) {
        self.name(name)
        value(scaled, places: places)
    }

    package mutating func object(_ name: StaticString, _ body: (inout JSONWriter) throws -> Void) rethrows {
        self.name(name)
        try object(body)
    }

    package mutating func array(_ name: StaticString, _ body: (inout JSONWriter) throws -> Void) rethrows {
        self.name(name)
        try array(body)
    }

    /// An array of texts.
    package mutating func array(_ name: StaticString, _ texts: [String]) {
        array(name) { writer in
            for text in texts { writer.value(text) }
        }
    }
}
