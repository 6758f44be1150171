import CSodium

/// Keys, hashes and their comparison, all by libsodium.
package enum Secret {
    /// A key of 256 random bits after a prefix that says whose it is, in 43 characters of URL-safe base 64.
    package static func token(prefix: String) -> String { prefix + base64(random(32)) }

    /// Random bytes from the operating system.
    package static func random(_ count: Int) -> [UInt8] {
        precondition(isReady)
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    /// What is stored of a key, and what else is compared by its hash: 32 bytes of BLAKE2b.
    ///
    /// A key of 256 random bits needs no slow hash: there is nothing to guess.
    ///
    /// - Parameter key: makes the hash one that nobody else can compute; empty for a plain one.
    package static func hash(_ bytes: [UInt8], key: [UInt8] = []) -> [UInt8] {
        precondition(isReady)
        var hash = [UInt8](repeating: 0, count: 32)
        crypto_generichash(&hash, 32, bytes, UInt64(bytes.count), key, key.count)
        return hash
    }

    /// The same for a text's UTF-8.
    package static func hash(_ text: String) -> [UInt8] { hash(Array(text.utf8)) }

    /// HMAC-SHA-256 (RFC 2104) of a text by a key: 32 bytes.
    package static func signature(of text: [UInt8], key: [UInt8]) -> [UInt8] {
        precondition(isReady)
        var state = crypto_auth_hmacsha256_state()
        var signature = [UInt8](repeating: 0, count: 32)
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, text, UInt64(text.count))
        crypto_auth_hmacsha256_final(&state, &signature)
        return signature
    }

    /// Whether two byte strings are equal, in a time that does not tell where they differ.
    package static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }

    /// URL-safe, without padding.
    package static func base64(_ bytes: [UInt8]) -> String {
        let length = sodium_base64_encoded_len(bytes.count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
        var text = [CChar](repeating: 0, count: length)
        sodium_bin2base64(&text, length, bytes, bytes.count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
        return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The bytes of such a text; null when it is none.
    package static func bytes(base64 text: String) -> [UInt8]? {
        // The library takes each byte beyond ASCII for a `_`.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var bytes = [UInt8](repeating: 0, count: text.utf8.count)
        var count = 0
        let characters = text.utf8.map { CChar(bitPattern: $0) }
        let status = sodium_base642bin(
            &bytes, bytes.count, characters, characters.count, nil, &count, nil,
            sodium_base64_VARIANT_URLSAFE_NO_PADDING)
        return status == 0 ? Array(bytes.prefix(count)) : nil
    }

    static let isReady = sodium_init() >= 0
}
