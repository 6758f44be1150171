import Testing

@testable import HTTP

@Suite struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        String(decoding: JSONWriter.bytes(write), as: UTF8.self)
    }

    @Test func `objects and arrays get their commas`() {
        let json = text { writer in
            writer.object { writer in
                writer.member("id", 7)
                writer.array("tags", ["a", "b"])
                writer.object("empty") { _ in }
                writer.array("items") { writer in
                    writer.object { $0.member("ok", true) }
                    writer.array { _ in }
                    writer.null()
                    writer.value(false)
                }
                writer.member("none", nil as String?)
                writer.name(escaping: "a\"b")
                writer.value(verbatim: Array("{}".utf8))
            }
        }
        #expect(
            json
                == #"{"id":7,"tags":["a","b"],"empty":{},"items":[{"ok":true},[],null,false],"none":null,"a\"b":{}}"#)
    }

    @Test func `texts are escaped as little as JSON allows`() throws {
        let all = String(String.UnicodeScalarView((1..<0x300).compactMap { Unicode.Scalar($0) })) + "\u{2028}😀\0"
        let json = text { $0.value(all) }
        #expect(json.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        #expect(json.contains(#"\b\t\n\u000b\f\r\u000e"#))
        #expect(json.contains(##"\u001f !\"#"##))
        #expect(json.hasSuffix("\u{2028}😀\\u0000\""))
        let withoutNUL = String(all.dropLast())
        #expect(try JSONValue(parsing: JSONWriter.bytes { $0.value(withoutNUL) }) == .string(withoutNUL))
    }

    @Test(arguments: [
        (0, "0"), (-1, "-1"), (1_000, "1000"), (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
    ])
    func `integers are written in full`(_ number: Int, _ expected: String) {
        #expect(text { $0.value(number) } == expected)
    }

    @Test(arguments: [
        (819, 1, "81.9"), (800, 1, "80"), (0, 3, "0"), (5, 2, "0.05"), (-5, 2, "-0.05"), (-1230, 2, "-12.3"),
        (100, 0, "100"), (1_000_001, 6, "1.000001"), (Int.min, 1, "-922337203685477580.8"),
    ])
    func `fixed-point numbers are exact`(_ scaled: Int, _ places: Int, _ expected: String) {
        #expect(text { $0.value(scaled, places: places) } == expected)
    }

    @Test(arguments: [
        0.0, 1, -1, 0.1, 81.9, 1e21, 1e-7, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1.0 / 3, 123_456_789.125,
    ])
    func `a double reads as itself`(_ number: Double) throws {
        let bytes = JSONWriter.bytes { $0.value(number) }
        #expect(try JSONValue(parsing: bytes).double == number || number > 1e18)
        #expect(Double(String(decoding: bytes, as: UTF8.self)) == number)
        #expect(text { $0.value(80.0) } == "80")
    }

    /// What is read as a fraction of zero, or is rounded to it from below, is written as it is read again.
    @Test(arguments: ["-0.0", "-0e9", "-5e-444", "0.0"]) func `a zero has no sign`(zero: String) throws {
        let value = try JSONValue(parsing: Array(zero.utf8))
        #expect(text { $0.value(value) } == "0")
    }

    @Test func `misuse stops a debug build`() async {
        await #expect(processExitsWith: .failure) { _ = JSONWriter.bytes { _ in } }
        await #expect(processExitsWith: .failure) {
            _ = JSONWriter.bytes { writer in
                writer.value(1)
                writer.value(2)
            }
        }
        await #expect(processExitsWith: .failure) { _ = JSONWriter.bytes { $0.object { $0.value(1) } } }
        await #expect(processExitsWith: .failure) { _ = JSONWriter.bytes { $0.object { $0.name("a") } } }
        await #expect(processExitsWith: .failure) { _ = JSONWriter.bytes { $0.array { $0.member("a", 1) } } }
    }
}
