import Foundation
import Synchronization

/// What languages and countries are called in a language. The system is asked once for each, since every answer of its
/// takes longer than a whole sentence.
enum Names {
    private struct Key: Hashable {
        let language: String
        let code: String
        let isCountry: Bool
    }

    /// Codes have two or three letters, so there are never very many.
    private static let known = Mutex<[Key: String]>([:])

    /// - Parameter code: the primary subtag.
    static func language(_ code: String, in language: String) -> String? {
        name(Key(language: language, code: code, isCountry: false)) { $0.localizedString(forLanguageCode: code) }
    }

    /// - Parameter code: of ISO 3166-1.
    static func country(_ code: String, in language: String) -> String? {
        name(Key(language: language, code: code, isCountry: true)) { $0.localizedString(forRegionCode: code) }
    }

    /// Null for a code that has no name.
    private static func name(_ key: Key, _ ask: (Locale) -> String?) -> String? {
        if let name = known.withLock({ $0[key] }) { return name }
        guard let name = ask(Locale(identifier: key.language)) else { return nil }
        known.withLock { $0[key] = name }
        return name
    }
}
