import COpenSSL
import Secrets

/// A key of an issuer, with which it signs.
package final class SigningKey: @unchecked Sendable {
    // Unchecked: the key is never changed after it was made, and OpenSSL only reads it when it signs.
    private let key: OpaquePointer
    package let kind: Kind

    package enum Kind: Sendable, Hashable {
        case rsa(bits: Int)
        case p256

        package var algorithm: String { self == .p256 ? "ES256" : "RS256" }
    }

    package init(_ kind: Kind) {
        let making = EVP_PKEY_CTX_new_from_name(nil, kind == .p256 ? "EC" : "RSA", nil)
        defer { EVP_PKEY_CTX_free(making) }
        var made: OpaquePointer?
        EVP_PKEY_keygen_init(making)
        switch kind {
        case .rsa(let bits): EVP_PKEY_CTX_set_rsa_keygen_bits(making, Int32(bits))
        case .p256: EVP_PKEY_CTX_set_group_name(making, "prime256v1")
        }
        EVP_PKEY_generate(making, &made)
        guard let made else { preconditionFailure("no key could be made") }
        key = made
        self.kind = kind
    }

    deinit { EVP_PKEY_free(key) }

    /// What a file of keys holds of it, by name, in base 64; only who signs has `d`.
    package func numbers(withSecret: Bool = false) -> [String: String] {
        let names: [String: String] =
            kind == .p256 ? ["x": "qx", "y": "qy", "d": "priv"] : ["n": "n", "e": "e", "d": "d"]
        return names.filter { withSecret || $0.key != "d" }.mapValues { Secret.base64(number($0)) }
    }

    /// The signature as a token has it.
    package func signature(of text: [UInt8]) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key)
        var length = 0
        EVP_DigestSign(context, nil, &length, text, text.count)
        var signature = [UInt8](repeating: 0, count: length)
        EVP_DigestSign(context, &signature, &length, text, text.count)
        signature.removeLast(signature.count - length)
        return kind == .p256 ? Self.pair(signature) : signature
    }

    /// A number of the key, the greatest byte first; those of the curve in 32 bytes.
    private func number(_ name: String) -> [UInt8] {
        var number: OpaquePointer?
        EVP_PKEY_get_bn_param(key, name, &number)
        defer { BN_free(number) }
        let length = kind == .p256 ? 32 : Int(BN_num_bits(number) + 7) / 8
        var bytes = [UInt8](repeating: 0, count: length)
        BN_bn2binpad(number, &bytes, Int32(length))
        return bytes
    }

    /// The two numbers of a signature in DER, in 32 bytes each.
    private static func pair(_ signature: [UInt8]) -> [UInt8] {
        signature.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            let numbers = d2i_ECDSA_SIG(nil, &start, buffer.count)
            defer { ECDSA_SIG_free(numbers) }
            var pair = [UInt8](repeating: 0, count: 64)
            pair.withUnsafeMutableBufferPointer { bytes in
                BN_bn2binpad(ECDSA_SIG_get0_r(numbers), bytes.baseAddress, 32)
                BN_bn2binpad(ECDSA_SIG_get0_s(numbers), bytes.baseAddress?.advanced(by: 32), 32)
            }
            return pair
        }
    }
}
