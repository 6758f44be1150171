import Testing

@testable import HTTP

@Suite struct JSONReaderTests {
    private func read(_ text: String) throws(JSONError) -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    private func fault(_ text: String) -> JSONError? { fault(Array(text.utf8)) }

    private func fault(_ bytes: [UInt8]) -> JSONError? {
        do throws(JSONError) { _ = try JSONValue(parsing: bytes) } catch { return error }
        return nil
    }

    @Test func `a document becomes a tree that keeps the order of names`() throws {
        let value = try read(#" { "b" : [ 1 , -2.5e1, true, false, null ], "a" : { "" : "x" } } "#)
        let object = try #require(value.object)
        #expect(object.names == ["b", "a"])
        #expect(object["b"] == .array([.integer(1), .decimal(-25), .bool(true), .bool(false), .null]))
        #expect(object["a"]?.object?[""] == .string("x"))
        #expect(try read("[]") == .array([]))
        #expect(try read("{}").object?.members.isEmpty == true)
        #expect(try read("\t\r\n 7 ") == .integer(7))
    }

    @Test(arguments: [
        ("0", 0.0), ("-0", 0), ("0.5", 0.5), ("1e2", 100), ("1E+2", 100), ("1e-2", 0.01), ("-1.25", -1.25),
        ("9223372036854775807", 9_223_372_036_854_775_808), ("0e0", 0), ("1e-999", 0),
    ])
    func `a number is read`(_ text: String, _ number: Double) throws {
        #expect(try read(text).double == number)
        #expect(try read("[\(text)]").array?.first?.double == number)
    }

    @Test func `a whole number is an integer however it is written`() throws {
        #expect(try read("100").integer == 100)
        #expect(try read("1e2").integer == 100)
        #expect(try read("1.0").integer == 1)
        #expect(try read("1.5").integer == nil)
        #expect(try read("1e300").integer == nil)
        #expect(try read("-9223372036854775808").integer == .min)
        #expect(try read("true").integer == nil)
    }

    @Test(arguments: [
        "01", "-", "+1", ".5", "1.", "1.e1", "1e", "1e+", "0x1", "NaN", "Infinity", "-Infinity", "1_0", "--1", "1 2",
        "- 1", "00", "-01", "1,", "١",
    ])
    func `what is no number is refused`(_ text: String) {
        #expect(fault(text) != nil)
        #expect(fault("[\(text)]") != nil || text == "1,")
    }

    @Test(arguments: [
        "9223372036854775808", "-9223372036854775809", "1e309", "-1e999", String(repeating: "9", count: 500),
    ])
    func `a number out of range is refused`(_ text: String) {
        #expect(fault("[0, \(text)]") == JSONError(kind: .numberOutOfRange, offset: 4, pointer: JSONPointer(["1"])))
    }

    @Test func `escapes become characters`() throws {
        #expect(try read(#""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\ude00""#) == .string("\"\\/\u{8}\u{c}\n\r\tAé€😀"))
        #expect(try read(#""x\u2028y""#) == .string("x\u{2028}y"))
        #expect(try read("\"\u{2028}é😀\u{7f}\"") == .string("\u{2028}é😀\u{7f}"))
        #expect(try read(#""\ufffe\uffff""#) == .string("\u{fffe}\u{ffff}"))
        #expect(try read(#""e\u0301""#).string?.unicodeScalars.count == 2)
    }

    @Test(arguments: [
        (#""\ud83d""#, JSONError.Kind.loneSurrogate), (#""\ude00""#, .loneSurrogate),
        (#""\ud83d\ud83d""#, .loneSurrogate),
        (#""\ud83dx""#, .loneSurrogate), (#""\ud83d\n""#, .loneSurrogate), (#""\ude00\ud83d""#, .loneSurrogate),
        (#""\u0000""#, .nul), ("\"\0\"", .nul), ("\"a\\n\0\"", .nul), ("\"\n\"", .controlCharacter),
        ("\"\\t\u{1f}\"", .controlCharacter), (#""\x""#, .syntax), (#""\u12g4""#, .syntax), (#""\u123""#, .syntax),
        (#""abc"#, .truncated), (#""abc\"#, .truncated), (#""\u12"#, .truncated), ("'a'", .syntax), ("a", .syntax),
        ("", .truncated), (" ", .truncated), ("[", .truncated), ("[1", .truncated), ("[1,", .truncated),
        (#"{"a""#, .truncated), (#"{"a":"#, .truncated), (#"{"a":1"#, .truncated), ("tru", .truncated),
        ("[1,]", .syntax), ("[,1]", .syntax), ("[1 1]", .syntax), (#"{"a":1,}"#, .syntax), (#"{,}"#, .syntax),
        (#"{"a" 1}"#, .syntax), (#"{a:1}"#, .syntax), (#"{1:1}"#, .syntax), ("[1}", .syntax), ("True", .syntax),
        ("nul1", .syntax), ("// x\n1", .syntax), ("\u{feff}1", .syntax), ("1\u{a0}", .trailing), ("{}{}", .trailing),
        ("[] x", .trailing), ("1\0", .trailing), ("]", .syntax), ("}", .syntax),
    ])
    func `what is not JSON is refused with its reason`(_ text: String, _ kind: JSONError.Kind) {
        #expect(fault(text)?.kind == kind)
    }

    /// To compare a text takes the square of the marks that follow one another: a hundred thousand took half a minute.
    @Test(arguments: ["\u{300}", "\u{300}\u{323}", "\u{5b9}\u{5b0}\u{5c2}"])
    func `more than thirty marks behind one another are refused, as text and as name`(marks: String) throws {
        let many = String(String.UnicodeScalarView(String(repeating: marks, count: 31).unicodeScalars.prefix(31)))
        let most = String(String.UnicodeScalarView(many.unicodeScalars.dropLast()))
        let escaped = many.unicodeScalars.map { "\\u\(String($0.value + 0x10000, radix: 16).dropFirst())" }.joined()
        for text in [#""a\#(many)""#, #"{"a\#(many)": 1}"#, #"["\#(escaped)"]"#] {
            #expect(throws: JSONError.self) { try JSONReader.read(Array(text.utf8)) }
        }
        _ = try JSONReader.read(Array(#"{"a\#(most)b\#(most)": "a\#(most)"}"#.utf8))
        #expect(throws: Refusal.malformedTarget) {
            try PercentEncoding.decode(
                Array(many.utf8.map { "%" + String($0, radix: 16) }.joined().utf8)[...], plusIsSpace: false)
        }
    }

    @Test func `a text of more than 64 KiB is refused`() throws {
        for letter in ["a", "é", "\\n"] {
            let count = (1 << 16) / (letter == "é" ? 2 : 1)
            _ = try JSONReader.read(Array("\"\(String(repeating: letter, count: count))\"".utf8))
            #expect(throws: JSONError.self) {
                try JSONReader.read(Array("\"\(String(repeating: letter, count: count + 1))\"".utf8))
            }
        }
    }

    @Test(
        arguments: [
            [0xff], [0xc0, 0xaf], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82],
            [0x80],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8]) {
        #expect(fault([0x22] + bytes + [0x22])?.kind == .invalidUTF8)
        #expect(fault(Array(#"["\n"#.utf8) + bytes + Array(#""]"#.utf8))?.kind == .invalidUTF8)
        #expect(fault(bytes)?.kind == .syntax)
    }

    @Test func `a name that comes twice is refused where it comes again`() {
        let twice = #"{"need": {"skills": [{"skill": 1, "level": 2, "skill": 3}]}}"#
        let error = fault(twice)
        #expect(error?.kind == .duplicateKey)
        #expect(error?.pointer.description == "/need/skills/0/skill")
        #expect(error?.offset == 46)
        #expect(fault(#"{"a":1,"\u0061":2}"#)?.kind == .duplicateKey)
        let many = (0..<40).map { "\"k\($0)\":0" }.joined(separator: ",")
        #expect(fault("{\(many)}") == nil)
        #expect(fault("{\(many),\"k0\":1}")?.kind == .duplicateKey)
        #expect(fault("{\(many),\"k39\":1}")?.kind == .duplicateKey)
        #expect(fault(#"[{"a":1},{"a":1}]"#) == nil)
    }

    @Test func `64 levels are read and 65 are not`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(fault(nested(64)) == nil)
        #expect(fault(nested(65))?.kind == .tooDeep)
        #expect(fault(String(repeating: "[", count: 1_000_000))?.kind == .tooDeep)
        #expect(fault(String(repeating: #"{"a":"#, count: 1_000_000))?.kind == .tooDeep)
        #expect(fault("[\(nested(63)),\(nested(63))]") == nil)
    }

    @Test func `a pointer escapes its segments`() {
        #expect(JSONPointer(["a/b", "~", "0"]).description == "/a~1b/~0/0")
        #expect(JSONPointer().appending("x").appending(3).description == "/x/3")
        #expect(JSONPointer().description == "")
    }

    @Test func `every cut of a document is refused and never traps`() {
        let bytes = Array(#"{"a":[1.5e3,"\ud83d\ude00é",true,null],"b":{"c":-1}}"#.utf8)
        for end in 0..<bytes.count { #expect(fault(Array(bytes[..<end])) != nil) }
        for index in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[index] = byte
                _ = fault(changed)
            }
        }
    }
}
