import CSodium
import CZxcvbn
import Foundation

/// Passwords: how they are kept, compared and judged. No rule says what they are made of (NIST SP 800-63B §3.1.1).
package enum Password {
    package static let lengths = 15...256
    /// The guesses, as a power of two, below which a password is weak: 10 of zxcvbn's ten thousand millions.
    package static let leastBits = 33.2

    /// What is kept: Argon2id with 64 MiB and two passes, its parameters and salt in the text; null without memory.
    ///
    /// It takes about a tenth of a second of a core, so it is not for a thread that others wait for.
    package static func hash(_ password: String) -> String? {
        precondition(Secret.isReady)
        let bytes = characters(of: password)
        var hash = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let status = crypto_pwhash_str_alg(
            &hash, bytes, UInt64(bytes.count), UInt64(crypto_pwhash_opslimit_interactive()),
            crypto_pwhash_memlimit_interactive(), crypto_pwhash_alg_argon2id13())
        return status == 0
            ? String(decoding: hash.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    /// Whether a password is the one of a hash; takes as long as making it.
    package static func isRight(_ password: String, for hash: String) -> Bool {
        precondition(Secret.isReady)
        let bytes = characters(of: password)
        return crypto_pwhash_str_verify(hash, bytes, UInt64(bytes.count)) == 0
    }

    /// How hard a password is to guess for who knows words, names, keyboards and dates, in bits.
    ///
    /// - Parameter context: words that are near at hand here: the service's, the account's.
    package static func bits(_ password: String, context: [String]) -> Double {
        let words = context.map { strdup($0.lowercased()) }
        defer { for word in words { free(word) } }
        var known: [UnsafePointer<CChar>?] = words.map { UnsafePointer($0) } + [nil]
        return ZxcvbnMatch(normal(password), &known, nil)
    }

    /// The same characters, whatever the keyboard composed them of.
    private static func normal(_ password: String) -> String { password.precomposedStringWithCompatibilityMapping }

    private static func characters(of password: String) -> [CChar] {
        normal(password).utf8.map { CChar(bitPattern: $0) }
    }
}
