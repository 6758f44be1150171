import Foundation
import Model
import Secrets
import Store

/// The accounts of the desks that the caller leads.
package struct FindLedAccounts: Sendable {
    package init() {}

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> [LedAccount] {
        try await service.run(ListLedAccounts(), as: caller)
    }
}

/// Lets an account of a desk that the caller leads sign in no more, or again.
package struct SetStaffActive: Sendable {
    package let account: UUID
    package let isActive: Bool

    package init(_ account: UUID, _ isActive: Bool) {
        self.account = account
        self.isActive = isActive
    }

    /// Throws ``MatchingError/conflict(_:)`` with `not_found` for an account of others, `scope_missing` for one that others share
    /// or an operator disabled, or `last_lead`.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        try await service.run(SetLedActive(account, isActive), as: caller)
    }
}

/// Has somebody of the staff of a desk that the caller leads choose a password and an app, with an invitation that is sent to the
/// address that is the login. The caller never sees it: whoever has it can sign in as that person.
package struct InviteStaff: Sendable {
    package enum Holder: Sendable {
        /// Whoever gets an account with this login, as the staff of a desk, and is written to in a language.
        case new(String, for: Identifier<Organisation>, in: LanguageTag?)
        /// Who has an account: it stays as it is until the invitation is taken up.
        case known(UUID)
    }

    package let holder: Holder

    package init(_ holder: Holder) { self.holder = holder }

    /// Throws ``MatchingError/invalid(_:)`` for a login that cannot be or a desk of others, and ``MatchingError/conflict(_:)`` with
    /// `account_exists`, or of a known account with `not_found` for one of others, `scope_missing` for one's own and one that the
    /// caller does not manage, `account_disabled` or `account_unreachable`; and with `invitation_limit`.
    ///
    /// - Parameter answer: what to answer for an account and its login.
    package func run(
        in service: Service, as caller: Caller, key: IdempotencyKey,
        answer: @escaping @Sendable (UUID, String) -> RememberedAnswer
    ) async throws(MatchingError) -> RememberedAnswer {
        let once = AnswerOnce(key, of: caller)
        if let known = try await once.known(in: service) { return known }
        let token = InviteAccount.token()
        let send: SendInvitation
        switch holder {
        case .new(let login, let desk, let language):
            send = SendInvitation(
                to: .new(try Self.address(login), language, desk), of: UUID(), token: token, hash: Secret.hash(token))
        case .known(let account):
            send = SendInvitation(to: .known, of: account, token: token, hash: Secret.hash(token))
        }
        do throws(MatchingError) {
            return try await once.run(in: service) { transaction throws(StoreError) in
                answer(send.id, try send.run(in: transaction))
            }
        } catch {
            guard case .new = holder, case .conflict(let name) = error else { throw error }
            // What the refused one counted is undone with it, and to be told is not for nothing.
            if name == "account_exists" { try await service.run(CountInvitation(), as: caller) }
            guard name == "not_found" else { throw error }
            throw .invalid(Violation(.unknownCode, at: "/organisation", "name a desk that you lead"))
        }
    }

    /// A login that a message can be sent to.
    private static func address(_ login: String) throws(MatchingError) -> String {
        let login = Account.normal(login)
        guard let address = try? ReachableAddress(login), address.kind == .email, address.text == login,
            Account.isLogin(login)
        else {
            throw .invalid(
                Violation(.valueOutOfRange, at: "/login", "give an e-mail address, which the invitation goes to"))
        }
        return login
    }
}
