import Foundation
import Model
import Store

extension Offer: Record {
    package static var resource: String { "offers" }

    package static func read(_ id: UUID, in transaction: StoreTransaction) throws(StoreError) -> Stored<Offer>? {
        try ReadOffer(id: Identifier(id)).run(in: transaction)
    }

    package func insert(
        _ id: UUID, _ details: NoDetails, at: Date, in transaction: StoreTransaction
    ) throws(StoreError) {
        try InsertOffer(id: Identifier(id), offer: self).run(in: transaction)
    }

    package func replace(_ old: Stored<Self>, in transaction: StoreTransaction) throws(StoreError) {
        try UpdateOffer(old, to: self).run(in: transaction)
    }

    package func newID(at: Date, for caller: Caller) -> UUID { Identifier<Offer>.new(at: at).uuid }

    package static func access(
        to stored: Stored<Offer>, for caller: Caller, in transaction: StoreTransaction
    ) throws(StoreError) -> Access { caller.access(to: stored.value) }

    /// An employer writes an offer; the centre is who opens it to the public.
    package func requireRegistering(by caller: Caller, _ details: inout NoDetails, at: Date) throws(MatchingError) {
        guard case .partner(let own) = caller.role else { throw .scopeMissing }
        guard own.contains(organisation) else {
            throw .invalid(Violation(.unknownCode, at: "/organisation", "name an organisation of your own"))
        }
        guard status != .open || own.contains(centre) else { throw .conflict("offer_not_published") }
    }

    package func requireChange(to new: Offer, by caller: Caller) throws(MatchingError) {
        let own = caller.organisations
        // Nobody offers in the name of others, nor takes theirs over: a centre opens what an employer below it writes.
        guard caller.access(to: new) == .change,
            new.organisation == organisation || own.isSuperset(of: [organisation, new.organisation])
        else {
            throw .invalid(Violation(.unknownCode, at: "/organisation", "name an organisation of your own"))
        }
        guard new.status != .open || status == .open && new.centre == centre || own.contains(new.centre) else {
            throw .conflict("offer_not_published")
        }
    }

    package func check(on today: PartialDate) throws(Violation) {
        try check()
        try checkZone(zone)
    }

    package var criteria: [(pointer: String, criteria: CriteriaPart)] {
        get { [("/need", .need(need)), ("/gives", .profile(gives))] }
        set {
            for case (_, .need(let new)) in newValue { need = new }
            for case (_, .profile(let new)) in newValue { gives = new }
        }
    }

    package var codes: [CodeReference] {
        [
            CodeReference(pointer: "/organisation", code: .organisation(organisation)),
            CodeReference(pointer: "/centre", code: .organisation(centre)),
        ]
    }

    package var retired: Offer {
        var offer = self
        offer.status = .withdrawn
        return offer
    }
}
