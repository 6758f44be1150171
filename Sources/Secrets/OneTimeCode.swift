import COath
import Foundation

/// Codes of six digits that an app shows for half a minute each (TOTP, RFC 6238, with SHA-1, which every app knows).
package enum OneTimeCode {
    package static let secretLength = 20
    private static let seconds = 30.0
    private static let digits = 6

    /// The number of the half minute that an instant lies in.
    package static func step(_ instant: Date) -> Int { Int(instant.timeIntervalSince1970 / seconds) }

    /// The step whose code this is: the present one, the one before or the one after; null when it is none of theirs.
    package static func step(of code: String, _ secret: [UInt8], at instant: Date) -> Int? {
        let present = step(instant)
        return (present - 1...present + 1).first { step in
            self.code(secret, step).map { Secret.isEqual(Array(code.utf8), Array($0.utf8)) } ?? false
        }
    }

    /// The code of a step; null before 1970, and when the library has none to give.
    package static func code(_ secret: [UInt8], _ step: Int) -> String? {
        guard let counter = UInt64(exactly: step) else { return nil }
        let bytes = secret.map { CChar(bitPattern: $0) }
        var code = [CChar](repeating: 0, count: digits + 1)
        // The offset of the truncation is the code's own (OATH_HOTP_DYNAMIC_TRUNCATION, which Swift cannot import).
        let status = oath_hotp_generate(
            bytes, bytes.count, counter, UInt32(digits), false, Int(bitPattern: UInt.max), &code)
        return status == 0 ? String(decoding: code.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    /// What an app reads, as a text or a QR code (Key Uri Format).
    package static func uri(_ secret: [UInt8], account: String) -> String {
        let name = account.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return "otpauth://totp/BrainGain:\(name)?secret=\(base32(secret))&issuer=BrainGain"
    }

    /// RFC 4648 §6, without padding for lengths that are multiples of five.
    package static func base32(_ bytes: [UInt8]) -> String {
        var text: UnsafeMutablePointer<CChar>?
        var length = 0
        let characters = bytes.map { CChar(bitPattern: $0) }
        guard oath_base32_encode(characters, characters.count, &text, &length) == 0, let text else { return "" }
        defer { free(text) }
        return String(
            decoding: UnsafeBufferPointer(start: text, count: length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
