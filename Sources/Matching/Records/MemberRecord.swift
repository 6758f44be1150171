import Foundation
import Model
import Store

extension Member: Record {
    /// What is said once, when somebody registers.
    package struct Details: Sendable {
        package var consents: [Consent]
        /// How to reach the person, by kind: email, phone, post.
        package var contact: [String: String]

        package init(consents: [Consent], contact: [String: String] = [:]) {
            self.consents = consents
            self.contact = contact
        }
    }

    package static var resource: String { "members" }

    package static func isActToRead(_ access: Access, by caller: Caller) -> Bool {
        caller.role == .admin && access >= .whole
    }

    package static func read(_ id: UUID, in transaction: StoreTransaction) throws(StoreError) -> Stored<Member>? {
        try ReadMember(id: Identifier(id)).run(in: transaction)
    }

    package func insert(
        _ id: UUID, _ details: Details, at: Date, in transaction: StoreTransaction
    ) throws(StoreError) {
        for (place, consent) in details.consents.enumerated() {
            do throws(StoreError) { try RequireFitting(consent).run(in: transaction) } catch {
                guard case .invalid(let violation) = error else { throw error }
                throw .invalid(violation.under("/consents/\(place)"))
            }
        }
        try InsertMember(
            id: Identifier(id), member: self, consents: details.consents, contact: details.contact, at: at
        ).run(in: transaction)
    }

    package func replace(_ old: Stored<Self>, in transaction: StoreTransaction) throws(StoreError) {
        try UpdateMember(old, to: self).run(in: transaction)
    }

    package func newID(at: Date, for caller: Caller) -> UUID {
        if case .member(let own) = caller.role { own.uuid } else { Identifier<Member>.new(at: at).uuid }
    }

    package static func access(
        to stored: Stored<Member>, for caller: Caller, in transaction: StoreTransaction
    ) throws(StoreError) -> Access {
        let id = Identifier<Member>(stored.id)
        let consents = try ReadConsents(person: id).run(in: transaction)
        let access = caller.access(toMember: id, consents: consents, status: stored.value.status)
        // The database has the last word: it stops at once what ends by itself, and names nobody to an administrator who
        // has not given a reason.
        if stored.value.person.name == .withheld { return min(access, .card) }
        return caller.role == .admin ? .whole : access
    }

    /// Whoever proved an address registers as it. A desk writes down a person who is there and agrees to share with it: with
    /// the desk itself where nothing else is said.
    package func requireRegistering(by caller: Caller, _ details: inout Details, at: Date) throws(MatchingError) {
        var desks: Set<Identifier<Organisation>>?
        switch caller.role {
        case .desk(let own): desks = own
        case .member:
            guard let address = caller.address else { throw .conflict("member_exists") }
            for kind in ReachableAddress.Kind.allCases
            where kind != address.kind && details.contact[kind.rawValue] != nil {
                throw .invalid(
                    Violation(
                        .unknownCode, at: "/contact/\(kind.rawValue)",
                        "leave this out, and prove it afterwards by PUT /v1/members/me/address"))
            }
            details.contact[address.kind.rawValue] = address.text
        case .anonymous, .admin, .auditor, .partner: throw .scopeMissing
        }
        for index in details.consents.indices {
            if details.consents[index].purpose == .shareWithDesk, details.consents[index].organisation == nil {
                details.consents[index].organisation = caller.home
            }
            let (consent, pointer) = (details.consents[index], "/consents/\(index)")
            do { try consent.check(at: at, own: desks == nil) } catch { throw .invalid(error.under(pointer)) }
            if let desks, let organisation = consent.organisation, !desks.contains(organisation) {
                throw .invalid(Violation(.unknownCode, at: "\(pointer)/organisation", "name a desk of your own"))
            }
        }
        if desks != nil, !details.consents.contains(where: { $0.purpose == .shareWithDesk }) {
            throw .conflict("consent_missing")
        }
    }

    package func requireChange(to new: Member, by caller: Caller) throws(MatchingError) {}

    package var criteria: [(pointer: String, criteria: CriteriaPart)] {
        get { [("/profile", .profile(profile))] + (wish.map { [("/wish", .need($0))] } ?? []) }
        set {
            for case (_, .profile(let new)) in newValue { profile = new }
            for case (_, .need(let new)) in newValue { wish = new }
        }
    }

    package var codes: [CodeReference] {
        let origins = person.origins.enumerated().compactMap { index, origin in
            (try? Place(origin.country)).map { CodeReference(pointer: "/origins/\(index)/country", code: .place($0)) }
        }
        return origins
            + person.residences.enumerated().map {
                CodeReference(pointer: "/residences/\($0.offset)", code: .place($0.element))
            }
    }

    package var retired: Member {
        var member = self
        member.status = .retired
        return member
    }
}
