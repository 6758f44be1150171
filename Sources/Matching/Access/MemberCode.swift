import Foundation
import Secrets

/// Codes that are sent to members, and what is written around them.
enum MemberCode {
    /// Eight random digits.
    static func make() -> String {
        let bytes = Secret.random(8)
        let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 100_000_000
        let digits = String(number)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    static func message(_ code: String, in languages: [String]) -> (subject: String, body: String) {
        let words = languages.lazy.compactMap { Self.words[$0] }.first ?? Self.english
        return (words.subject, words.body.replacing("CODE", with: code))
    }

    private static let english = (
        subject: "Your BrainGain code",
        body: "Your code is CODE. It is good once, for ten minutes. If you did not ask for it, do nothing."
    )
    private static let words: [String: (subject: String, body: String)] = [
        "en": english,
        "fr": (
            "Votre code BrainGain",
            "Votre code est CODE. Il sert une fois, pendant dix minutes. Si vous ne l'avez pas demandé, ne faites rien."
        ),
        "es": (
            "Su código de BrainGain",
            "Su código es CODE. Sirve una vez, durante diez minutos. Si no lo ha pedido, no haga nada."
        ),
        "ar": (
            "رمز BrainGain الخاص بك",
            "رمزك هو CODE. يصلح مرة واحدة خلال عشر دقائق. إذا لم تطلبه فلا تفعل شيئا."
        ),
    ]
}
