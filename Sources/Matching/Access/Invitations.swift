import Foundation
import Model
import Secrets
import Store

/// Makes an account, or invites its holder to choose a password anew.
package struct InviteAccount: Sendable {
    /// What the account may do, and for whom.
    package enum Role: Sendable {
        case admin
        case auditor
        case desk([Identifier<Organisation>])
        case partner([Identifier<Organisation>])
    }

    package let login: String
    /// Null for an account that is there.
    package let role: Role?
    /// That the holder of a new account reads; null where nobody said.
    package let language: LanguageTag?

    package init(_ login: String, as role: Role? = nil, in language: LanguageTag? = nil) {
        self.login = Account.normal(login)
        self.role = role
        self.language = language
    }

    /// The token of the invitation, which is shown this once and stands for three days. Throws
    /// ``MatchingError/notFound`` when there is no account to invite, ``MatchingError/conflict(_:)`` when there is one to make,
    /// and ``MatchingError/invalid(_:)`` for a login or an organisation that cannot be.
    ///
    /// - Parameter store: asked by the owner.
    package func run(in store: Store) async throws(MatchingError) -> String {
        try Self.check(login)
        let token = Self.token()
        let (login, role, language) = (login, role, language)
        do {
            try await store.transaction(as: .owner) { transaction throws(StoreError) in
                let row: (name: String, of: [Identifier<Organisation>])? =
                    switch role {
                    case .admin: ("admin", [])
                    case .auditor: ("auditor", [])
                    case .desk(let own): ("desk", own)
                    case .partner(let own): ("partner", own)
                    case nil: nil
                    }
                if let row {
                    try InsertAccount(
                        id: UUID(), login: login, role: row.name, organisations: row.of, language: language
                    ).run(in: transaction)
                }
                try Invite(login, hash: Secret.hash(token)).run(in: transaction)
            }
        } catch {
            throw MatchingError(error)
        }
        return token
    }

    /// Throws for what no login can be.
    private static func check(_ login: String) throws(MatchingError) {
        guard Account.isLogin(login) else {
            throw .invalid(
                Violation(
                    .valueOutOfRange, at: "/login",
                    "give 3 to 254 characters that can be seen, without space, such as an address"))
        }
    }

    /// What somebody chooses a password with.
    static func token() -> String { Secret.token(prefix: "bgi_") }
}

/// Takes up an invitation: chooses a password, and gets what codes are made with.
package struct AcceptInvitation: Sendable {
    package let invitation: String
    package let password: String

    package init(invitation: String, password: String) {
        self.invitation = invitation
        self.password = password
    }

    /// What is shown once.
    package struct Accepted: Sendable {
        package let login: String
        /// For the app, as a text or a QR code.
        package let uri: String
        package let recoveryCodes: [String]
    }

    /// Sessions of the account end, and earlier codes count no more. Throws ``MatchingError/invalid(_:)`` for an invitation
    /// that does not stand, or a weak password.
    package func run(in service: Service) async throws(MatchingError) -> Accepted {
        let token = Secret.hash(invitation)
        guard let account = try await service.run(FindAccount(.invitation(token))), account.isActive else {
            throw Self.notStanding
        }
        let chosen = try await NewPassword(password, login: account.login)
        let password = try await chosen.hash()
        let secret = Secret.random(OneTimeCode.secretLength)
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make() }
        let means = SetProof.Means.invited(
            by: token, secret: secret, recovery: codes.map { Secret.hash(RecoveryCode.normal($0)) })
        do throws(MatchingError) {
            try await service.run(SetProof(of: account.id, password: password, means))
        } catch {
            if case .notFound = error { throw Self.notStanding }
            throw error
        }
        return Accepted(
            login: account.login, uri: OneTimeCode.uri(secret, account: account.login), recoveryCodes: codes)
    }

    private static let notStanding = MatchingError.invalid(
        Violation(.unknownCode, at: "/invitation", "ask for a new one: this one is used, late or none"))
}
