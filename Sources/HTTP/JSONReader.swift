/// Reads JSON (RFC 8259) strictly, because two readers that differ are a way past a check: it refuses names that come
/// twice, numbers that do not fit, NUL, halves of surrogate pairs, invalid UTF-8, texts that take long to
/// compare, more than 64 levels, and anything behind the value.
package struct JSONReader {
    private let input: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var depth = 0

    package static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONError> in
            var reader = JSONReader(input: buffer)
            do throws(JSONError) { return .success(try reader.document()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private init(input: UnsafeBufferPointer<UInt8>) {
        self.input = input
    }

    private mutating func document() throws(JSONError) -> JSONValue {
        let value = try value()
        skipSpace()
        guard position == input.count else { throw fault(.trailing) }
        return value
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault(.syntax)
        }
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        var object = JSONObject()
        var names: Set<String> = []
        try enter()
        while try !leaves(UInt8(ascii: "}"), isFirst: object.members.isEmpty) {
            let start = position
            guard try peek() == UInt8(ascii: "\"") else { throw fault(.syntax) }
            let name = try string()
            let isNew: Bool
            if object.members.count < 16 {
                isNew = !object.members.contains { $0.name == name }
            } else {
                if names.isEmpty { names = Set(object.names) }
                isNew = names.insert(name).inserted
            }
            guard isNew else { throw fault(.duplicateKey, at: start, inside: name) }
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw fault(.syntax) }
            position += 1
            do throws(JSONError) {
                object.members.append(JSONObject.Member(name, try value()))
            } catch {
                throw error.inside(name)
            }
        }
        depth -= 1
        return object
    }

    private mutating func array() throws(JSONError) -> [JSONValue] {
        var values: [JSONValue] = []
        try enter()
        while try !leaves(UInt8(ascii: "]"), isFirst: values.isEmpty) {
            do throws(JSONError) {
                values.append(try value())
            } catch {
                throw error.inside("\(values.count)")
            }
        }
        depth -= 1
        return values
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= 64 else { throw fault(.tooDeep) }
        position += 1
    }

    /// Takes the closing bracket, or else the comma and the space before the next element.
    private mutating func leaves(_ bracket: UInt8, isFirst: Bool) throws(JSONError) -> Bool {
        skipSpace()
        let byte = try peek()
        if byte == bracket {
            position += 1
            return true
        }
        if isFirst { return false }
        guard byte == UInt8(ascii: ",") else { throw fault(.syntax) }
        position += 1
        skipSpace()
        if try peek() == bracket { throw fault(.syntax) }
        return false
    }

    private mutating func string() throws(JSONError) -> String {
        let start = position
        position =
            input[(start + 1)...].firstIndex { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
            ?? input.endIndex
        switch try peek() {
        case UInt8(ascii: "\""): break
        case UInt8(ascii: "\\"): return try stringWithEscapes(from: start)
        case let byte: throw fault(byte == 0 ? .nul : .controlCharacter)
        }
        let content = UnsafeBufferPointer(rebasing: input[start + 1..<position])
        position += 1
        // Most texts are ASCII, and for those the check of all of UTF-8 takes longer than the text.
        if content.reduce(0, |) < 0x80, content.count <= String.longestReceived {
            return String(decoding: content, as: UTF8.self)
        }
        return try text(content, from: start)
    }

    private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
        var content = Array(input[start + 1..<position])
        while true {
            let byte = try peek()
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(content, from: start)
            case UInt8(ascii: "\\"): content.append(contentsOf: try escape().utf8)
            case 0..<0x20: throw fault(byte == 0 ? .nul : .controlCharacter, at: position - 1)
            default: content.append(byte)
            }
        }
    }

    private func text(_ content: some Sequence<UInt8>, from start: Int) throws(JSONError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else { throw fault(.invalidUTF8, at: start) }
        guard text.isSafe else { throw fault(.unsafeText, at: start) }
        return text
    }

    /// The character of an escape whose backslash has been read.
    private mutating func escape() throws(JSONError) -> Character {
        let start = position - 1
        let byte = try peek()
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw fault(.syntax, at: start)
        }
        var code = try fourDigits()
        if (0xd800..<0xdc00).contains(code), position + 1 < input.count, input[position] == UInt8(ascii: "\\"),
            input[position + 1] == UInt8(ascii: "u")
        {
            position += 2
            let low = try fourDigits()
            guard (0xdc00..<0xe000).contains(low) else { throw fault(.loneSurrogate, at: start) }
            code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
        }
        guard code != 0 else { throw fault(.nul, at: start) }
        guard let scalar = Unicode.Scalar(code) else { throw fault(.loneSurrogate, at: start) }
        return Character(scalar)
    }

    private mutating func fourDigits() throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = PercentEncoding.digit(try peek()) else { throw fault(.syntax) }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        if input[position] == UInt8(ascii: "-") { position += 1 }
        if try peek() == UInt8(ascii: "0") { position += 1 } else { try digits() }
        var isWhole = true
        if position < input.count, input[position] == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try digits()
        }
        if position < input.count, input[position] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            position += 1
            if try peek() == UInt8(ascii: "+") || input[position] == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: input[start..<position]), as: UTF8.self)
        if isWhole, let number = Int(text) { return .integer(number) }
        guard !isWhole, let number = Double(text), number.isFinite else { throw fault(.numberOutOfRange, at: start) }
        return .decimal(number)
    }

    /// One digit or more.
    private mutating func digits() throws(JSONError) {
        guard Self.isDigit(try peek()) else { throw fault(.syntax) }
        while position < input.count, Self.isDigit(input[position]) { position += 1 }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount {
            guard try peek() == text.utf8Start[index] else { throw fault(.syntax) }
            position += 1
        }
        return value
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard position < input.count else { throw fault(.truncated) }
        return input[position]
    }

    private mutating func skipSpace() {
        while position < input.count {
            switch input[position] {
            case 0x20, 0x0a, 0x0d, 0x09: position += 1
            default: return
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private func fault(_ kind: JSONError.Kind, at offset: Int? = nil, inside name: String? = nil) -> JSONError {
        JSONError(kind: kind, offset: offset ?? position, pointer: JSONPointer(name.map { [$0] } ?? []))
    }
}

extension JSONError {
    fileprivate func inside(_ name: String) -> JSONError {
        var error = self
        error.pointer = pointer.inside(name)
        return error
    }
}
