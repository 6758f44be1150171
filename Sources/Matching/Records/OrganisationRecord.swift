import Foundation
import Model
import Store

extension Organisation: Record {
    package static var resource: String { "organisations" }

    package static func read(
        _ id: UUID, in transaction: StoreTransaction
    ) throws(StoreError) -> Stored<Organisation>? {
        try ReadOrganisation(id: Identifier(id)).run(in: transaction)
    }

    package func insert(
        _ id: UUID, _ details: NoDetails, at: Date, in transaction: StoreTransaction
    ) throws(StoreError) {
        try InsertOrganisation(id: Identifier(id), organisation: self).run(in: transaction)
    }

    package func replace(_ old: Stored<Self>, in transaction: StoreTransaction) throws(StoreError) {
        try UpdateOrganisation(id: Identifier(old.id), expected: old.version, organisation: self).run(in: transaction)
    }

    package func newID(at: Date, for caller: Caller) -> UUID { Identifier<Organisation>.new(at: at).uuid }

    package static func access(
        to stored: Stored<Organisation>, for caller: Caller, in transaction: StoreTransaction
    ) throws(StoreError) -> Access { caller.access(to: stored.value) }

    package func requireRegistering(by caller: Caller, _ details: inout NoDetails, at: Date) throws(MatchingError) {
        guard caller.role == .admin else { throw .scopeMissing }
    }

    package func requireChange(to new: Organisation, by caller: Caller) throws(MatchingError) {}

    package func check(on today: PartialDate) throws(Violation) { try checkZone(zone) }

    package var criteria: [(pointer: String, criteria: CriteriaPart)] {
        get { [] }
        set {}
    }

    package var codes: [CodeReference] {
        [CodeReference(pointer: "/place", code: .place(place))]
            + (parent.map { [CodeReference(pointer: "/parent", code: .organisation($0))] } ?? [])
    }

    package var retired: Organisation {
        var organisation = self
        organisation.status = .closed
        return organisation
    }
}

/// Throws unless a zone is one that clocks can be set by.
func checkZone(_ zone: String) throws(Violation) {
    guard TimeZone(identifier: zone) != nil else {
        throw Violation(.unknownCode, at: "/zone", "give a zone of the IANA database such as Africa/Casablanca")
    }
}
