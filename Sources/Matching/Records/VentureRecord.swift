import Foundation
import Model
import Store

extension Venture: Record {
    package static var resource: String { "ventures" }

    package static func read(_ id: UUID, in transaction: StoreTransaction) throws(StoreError) -> Stored<Venture>? {
        try ReadVenture(id: Identifier(id)).run(in: transaction)
    }

    package func insert(
        _ id: UUID, _ details: NoDetails, at: Date, in transaction: StoreTransaction
    ) throws(StoreError) {
        try InsertVenture(id: Identifier(id), venture: self).run(in: transaction)
    }

    package func replace(_ old: Stored<Self>, in transaction: StoreTransaction) throws(StoreError) {
        try UpdateVenture(old, to: self).run(in: transaction)
    }

    package func newID(at: Date, for caller: Caller) -> UUID { Identifier<Venture>.new(at: at).uuid }

    package static func access(
        to stored: Stored<Venture>, for caller: Caller, in transaction: StoreTransaction
    ) throws(StoreError) -> Access {
        let access = caller.access(to: stored.value)
        guard access == .hidden, case .member(let member) = caller.role else { return access }
        // To whom it is proposed reads it as long as it is.
        let introduced = try ListIntroductions(venture: Identifier(stored.id), isOpen: true, limit: 100).run(
            in: transaction)
        return introduced.contains { $0.value.mentor == member } ? .whole : .hidden
    }

    package func requireRegistering(by caller: Caller, _ details: inout NoDetails, at: Date) throws(MatchingError) {
        guard case .desk(let own) = caller.role else { throw .scopeMissing }
        guard own.contains(desk) else { throw .invalid(Self.foreignDesk) }
    }

    package func requireChange(to new: Venture, by caller: Caller) throws(MatchingError) {
        guard caller.access(to: new) == .change else { throw .invalid(Self.foreignDesk) }
    }

    private static let foreignDesk = Violation(.unknownCode, at: "/desk", "name a desk of your own")

    package func check(on today: PartialDate) throws(Violation) { try check() }

    package var criteria: [(pointer: String, criteria: CriteriaPart)] {
        get { [("/need", .need(need))] }
        set { for case (_, .need(let new)) in newValue { need = new } }
    }

    package var codes: [CodeReference] { [CodeReference(pointer: "/desk", code: .organisation(desk))] }

    package var people: [(pointer: String, id: Identifier<Member>)] {
        founders.enumerated().map { ("/founders/\($0.offset)/member", $0.element.person) }
    }

    package var retired: Venture {
        var venture = self
        venture.status = .closed
        return venture
    }
}
