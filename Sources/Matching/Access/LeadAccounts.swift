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

/// Makes an account of the staff of a desk that the caller leads; nobody can sign in to it before its invitation is taken up.
package struct InviteStaff: Sendable {
    package let login: String
    package let organisation: Identifier<Organisation>

    package init(_ login: String, for organisation: Identifier<Organisation>) {
        self.login = Account.normal(login)
        self.organisation = organisation
    }

    /// Throws ``MatchingError/invalid(_:)`` for a login that cannot be or a desk of others, and ``MatchingError/conflict(_:)`` with
    /// `account_exists`.
    ///
    /// - Parameter answer: what to answer; a repetition is answered without the invitation, which is kept nowhere.
    package func run(
        in service: Service, as caller: Caller, key: IdempotencyKey,
        answer: @escaping @Sendable (UUID, String?) -> RememberedAnswer
    ) async throws(MatchingError) -> RememberedAnswer {
        let once = AnswerOnce(key, of: caller)
        if let known = try await once.known(in: service) { return known }
        try InviteAccount.check(login)
        let (id, token) = (UUID(), InviteAccount.token())
        let add = ChangeLedAccount(.add(login, organisation, hash: Secret.hash(token)), of: id)
        let remembered = answer(id, nil)
        do throws(MatchingError) {
            let answered = try await once.run(in: service) { transaction throws(StoreError) in
                try add.run(in: transaction)
                return remembered
            }
            return answered == remembered ? answer(id, token) : answered
        } catch {
            guard case .conflict("not_found") = error else { throw error }
            throw .invalid(Violation(.unknownCode, at: "/organisation", "name a desk that you lead"))
        }
    }
}

/// Changes an account of a desk that the caller leads.
package struct ChangeAccount: Sendable {
    package enum Act: Sendable {
        case disable
        case enable
        /// By another invitation.
        case reset
    }

    package let account: UUID
    package let act: Act

    package init(_ act: Act, of account: UUID) {
        self.account = account
        self.act = act
    }

    /// The token of the invitation where there is one. Throws ``MatchingError/conflict(_:)`` with `not_found` for an account of
    /// others, `scope_missing` for one that others share or to reset one's own, `last_lead` or `account_disabled`.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> String? {
        switch act {
        case .disable, .enable:
            try await service.run(ChangeLedAccount(.activate(act == .enable), of: account), as: caller)
            return nil
        case .reset:
            let token = InviteAccount.token()
            try await service.run(ChangeLedAccount(.reset(hash: Secret.hash(token)), of: account), as: caller)
            return token
        }
    }
}
