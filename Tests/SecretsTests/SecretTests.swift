import Secrets
import Testing

@Suite struct SecretTests {
    @Test func `a key has its prefix and 256 bits that no other has`() throws {
        let keys = (0..<1_000).map { _ in Secret.token(prefix: "bg_") }
        #expect(Set(keys).count == 1_000)
        #expect(try #require(Secret.bytes(base64: String(keys[0].dropFirst(3)))).count == 32)
    }

    @Test func `a hash is that of BLAKE2b with 32 bytes`() {
        // RFC 7693's function with a digest of 32 bytes, as `b2sum -l 256` prints it for "abc".
        let expected: [UInt8] = [
            0xbd, 0xdd, 0x81, 0x3c, 0x63, 0x42, 0x39, 0x72, 0x31, 0x71, 0xef, 0x3f, 0xee, 0x98, 0x57, 0x9b,
            0x94, 0x96, 0x4e, 0x3b, 0xb1, 0xcb, 0x3e, 0x42, 0x72, 0x62, 0xc8, 0xc0, 0x68, 0xd5, 0x23, 0x19,
        ]
        #expect(Secret.hash("abc") == expected)
        #expect(Secret.hash(Array("abc".utf8), key: [1, 2, 3]) != expected)
    }

    @Test func `equal is equal, and a difference or another length is not`() {
        #expect(Secret.isEqual([1, 2, 3], [1, 2, 3]))
        #expect(!Secret.isEqual([1, 2, 3], [1, 2, 4]))
        #expect(!Secret.isEqual([1, 2, 3], [1, 2]))
        #expect(Secret.isEqual([], []))
    }

    @Test(arguments: ["a=b", "ä", "ää", "_ä\u{fffd}", "a b", "!"])
    func `what is no URL-safe base 64 is nothing`(text: String) {
        #expect(Secret.bytes(base64: text) == nil)
    }
}
