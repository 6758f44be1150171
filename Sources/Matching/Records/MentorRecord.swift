import Foundation
import Model
import Store

extension Mentor: Record {
    package static var resource: String { "mentors" }

    package static func read(_ id: UUID, in transaction: StoreTransaction) throws(StoreError) -> Stored<Mentor>? {
        try ReadMentor(id: Identifier(id)).run(in: transaction)
    }

    package func insert(
        _ id: UUID, _ details: NoDetails, at: Date, in transaction: StoreTransaction
    ) throws(StoreError) {
        try InsertMentor(mentor: self).run(in: transaction)
    }

    package func replace(_ old: Stored<Self>, in transaction: StoreTransaction) throws(StoreError) {
        try UpdateMentor(old, to: self).run(in: transaction)
    }

    /// A mentor has the identifier of the member.
    package func newID(at: Date, for caller: Caller) -> UUID { member.uuid }

    package static func access(
        to stored: Stored<Mentor>, for caller: Caller, in transaction: StoreTransaction
    ) throws(StoreError) -> Access {
        let access = caller.access(to: stored.value)
        guard access == .whole, caller.isDesk else { return access }
        let consents = try ReadConsents(person: stored.value.member).run(in: transaction)
        return max(access, caller.access(toMember: stored.value.member, consents: consents, status: .live))
    }

    /// Members offer themselves; desks vet, and are those that see whom they register: that others do, the mentor alone says.
    package mutating func requireRegistering(
        by caller: Caller, _ details: inout NoDetails, at: Date
    ) throws(MatchingError) {
        switch caller.role {
        case .desk(let own):
            if desks.isEmpty {
                guard let home = caller.home else {
                    throw .invalid(
                        Violation(.valueMissing, at: "/desks", "name those of your desks that see the mentor"))
                }
                desks = [home]
            }
            guard own.isSuperset(of: desks) else { throw .conflict("consent_missing") }
        case .member(let own):
            guard member == own else { throw .notFound }
            guard status == .offered else { throw .conflict("mentor_not_vetted") }
        case .admin, .auditor, .partner, .anonymous: throw .scopeMissing
        }
    }

    package func requireChange(to new: Mentor, by caller: Caller) throws(MatchingError) {
        guard new.member == member else {
            throw .invalid(Violation(.valueOutOfRange, at: "/member", "a mentor stays the same person: leave this out"))
        }
        if caller.isDesk, Set(new.desks) != Set(desks) { throw .conflict("consent_missing") }
        if case .member = caller.role, !status.isVetted, new.status.isVetted { throw .conflict("mentor_not_vetted") }
    }

    package func check(on today: PartialDate) throws(Violation) { try check() }

    package var criteria: [(pointer: String, criteria: CriteriaPart)] {
        get { [("/profile", .profile(profile))] }
        set { for case (_, .profile(let new)) in newValue { profile = new } }
    }

    package var codes: [CodeReference] {
        desks.enumerated().map { CodeReference(pointer: "/desks/\($0.offset)", code: .organisation($0.element)) }
    }

    package var people: [(pointer: String, id: Identifier<Member>)] { [("/member", member)] }

    package var retired: Mentor {
        var mentor = self
        mentor.status = .retired
        return mentor
    }
}
