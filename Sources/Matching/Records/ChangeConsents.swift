import Foundation
import Model
import Store

/// Gives or withdraws a consent of a member; only the member does.
package struct ChangeConsents: Sendable {
    package enum Act: Sendable {
        case give(Consent)
        case withdraw(Consent.Purpose)
    }

    package let member: Identifier<Member>
    package let act: Act

    package init(of member: Identifier<Member>, _ act: Act) {
        self.member = member
        self.act = act
    }

    /// The purposes that hold now. Giving or withdrawing twice is no error.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Set<Consent.Purpose> {
        guard caller.role == .member(member) else { throw .notFound }
        let (member, act, at) = (member, act, service.now())
        let purposes = try await service.transaction(as: caller) { transaction throws(StoreError) in
            switch act {
            case .give(let consent): try GiveConsent(person: member, consent: consent, at: at).run(in: transaction)
            case .withdraw(let purpose):
                try WithdrawConsent(person: member, purpose: purpose, at: at).run(in: transaction)
            }
            return try ReadConsents(person: member).run(in: transaction)
        }
        await service.store.notifyOfChange()
        return purposes
    }
}
