import Foundation
import Model
import Store

/// The account of who has signed in.
package struct Account: Sendable {
    package let login: String
    package let organisations: [Identifier<Organisation>]

    /// A login as it is kept and compared: composed, in small letters, none of them wide or a ligature (as in RFC 8265 §3.3).
    static func normal(_ login: String) -> String {
        // Small letters of composed capitals may come apart.
        login.precomposedStringWithCompatibilityMapping.lowercased().precomposedStringWithCompatibilityMapping
            .trimmingCharacters(in: .whitespaces)
    }

    /// Whether a login of that form can be one: 3 to 254 characters, each of which is seen.
    static func isLogin(_ normal: String) -> Bool {
        (3...254).contains(normal.unicodeScalars.count)
            && normal.unicodeScalars.allSatisfy { scalar in
                guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
                return switch scalar.properties.generalCategory {
                case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format, .surrogate, .privateUse,
                    .unassigned:
                    false
                default: true
                }
            }
    }
}

/// Reads one's own account, which members need none of; throws ``MatchingError/notFound`` for who shows a key.
package struct ReadAccount: Sendable {
    package init() {}

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Account? {
        guard caller.session != nil else { throw .notFound }
        if case .member = caller.role { return nil }
        guard let own = try await service.run(FindAccounts(), as: caller).first else { throw .notFound }
        return Account(login: own.login, organisations: own.organisations)
    }
}
