import COpenSSL

/// Somebody else's key, which tells whether a signature is theirs: RSA with PKCS #1 v1.5 (RS256) or ECDSA on P-256 (ES256),
/// both of SHA-256 (RFC 7518 §3.3, §3.4).
package final class PublicKey: @unchecked Sendable {
    // Unchecked: the key is never changed after it was made, and OpenSSL only reads it when it verifies.
    private let key: OpaquePointer
    package let algorithm: Algorithm

    /// What a key is for; a key has one, whatever a signature says of itself.
    package enum Algorithm: String, Sendable {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    /// The bits that a modulus has: NIST SP 800-131A asks for 2048, and what is larger than 8192 costs more than it is worth.
    package static let modulusBits = 2048...8192
    private static let exponent: [UInt8] = [1, 0, 1]
    private static let coordinateLength = 32

    private init?(_ key: OpaquePointer?, for algorithm: Algorithm) {
        guard let key else { return nil }
        self.key = key
        self.algorithm = algorithm
    }

    /// An RSA key; null for a modulus that is too short or none, and for any exponent but 65537.
    package convenience init?(modulus: [UInt8], exponent: [UInt8]) {
        guard exponent == Self.exponent, modulus.count <= Self.modulusBits.upperBound / 8 else { return nil }
        self.init(openssl_rsa_key(modulus, modulus.count, exponent, exponent.count), for: .rs256)
        guard Self.modulusBits.contains(Int(EVP_PKEY_get_bits(key))) else { return nil }
    }

    /// A key on P-256; null for what is no point of it. Each coordinate has 32 bytes.
    package convenience init?(x: [UInt8], y: [UInt8]) {
        guard x.count == Self.coordinateLength, y.count == Self.coordinateLength else { return nil }
        let point = [4] + x + y
        self.init(openssl_p256_key(point, point.count), for: .es256)
    }

    deinit { EVP_PKEY_free(key) }

    /// Whether a signature, as a token has it, is this key's of a text.
    package func isSignature(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        switch algorithm {
        case .rs256: openssl_verify(key, signature, signature.count, text, text.count)
        case .es256:
            signature.count == 2 * Self.coordinateLength
                && openssl_verify_pair(key, signature, Self.coordinateLength, text, text.count)
        }
    }
}
