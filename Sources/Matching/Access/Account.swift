import Foundation
import Model
import Store

/// The account of who has signed in.
package struct Account: Sendable {
    package let login: String
    package let organisations: [Identifier<Organisation>]

    /// A login as it is kept and compared.
    static func normal(_ login: String) -> String { login.lowercased().trimmingCharacters(in: .whitespaces) }
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
