import Foundation
import Model
import Store

/// Gives or withdraws a consent of a member; only the member does.
package struct ChangeConsents: Sendable {
    package enum Act: Sendable {
        case give(Consent)
        /// From one organisation; from all of them when null.
        case withdraw(Consent.Purpose, from: Identifier<Organisation>?)
        /// Neither matched nor shared until that is lifted, whatever else is agreed to (GDPR, article 18).
        case restrict(Bool)
    }

    package let member: Identifier<Member>
    package let act: Act

    package init(of member: Identifier<Member>, _ act: Act) {
        self.member = member
        self.act = act
    }

    /// What stands now. Giving or withdrawing twice is no error.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Agreed {
        guard caller.role == .member(member) else { throw .notFound }
        let (member, act, at) = (member, act, service.now())
        if case .give(let consent) = act {
            do { try consent.check(at: at, own: true) } catch { throw .invalid(error) }
        }
        let agreed = try await service.transaction(as: caller) { transaction throws(StoreError) in
            switch act {
            case .give(let consent):
                try RequireFitting(consent).run(in: transaction)
                try GiveConsent(person: member, consent: consent, at: at).run(in: transaction)
            case .withdraw(let purpose, let organisation):
                try WithdrawConsent(person: member, purpose: purpose, organisation: organisation, at: at)
                    .run(in: transaction)
            case .restrict(let isRestricted): try RestrictPerson(member, isRestricted).run(in: transaction)
            }
            return try Agreed.read(member, in: transaction)
        }
        await service.store.notifyOfChange()
        return agreed
    }
}

/// What a member has consented to; only the member asks.
package struct ListConsents: Sendable {
    package let member: Identifier<Member>

    package init(of member: Identifier<Member>) { self.member = member }

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Agreed {
        guard caller.role == .member(member) else { throw .notFound }
        let member = member
        return try await service.transaction(as: caller, readOnly: true) { transaction throws(StoreError) in
            try Agreed.read(member, in: transaction)
        }
    }
}

/// What a member agrees to at this moment.
package struct Agreed: Sendable {
    package let standing: [StandingConsent]
    /// Nothing of it counts.
    package let isRestricted: Bool

    static func read(
        _ member: Identifier<Member>, in transaction: StoreTransaction
    ) throws(StoreError) -> Agreed {
        Agreed(
            standing: try ReadConsents(person: member).run(in: transaction),
            isRestricted: try ReadRestriction(of: member).run(in: transaction))
    }
}
