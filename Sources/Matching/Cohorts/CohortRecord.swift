import Foundation
import Model
import Store

extension Cohort: Record {
    package static var resource: String { "cohorts" }

    package static func read(_ id: UUID, in transaction: StoreTransaction) throws(StoreError) -> Stored<Cohort>? {
        try ReadCohort(id: Identifier(id)).run(in: transaction)
    }

    package func insert(
        _ id: UUID, _ details: NoDetails, at: Date, in transaction: StoreTransaction
    ) throws(StoreError) {
        try InsertCohort(id: Identifier(id), cohort: self).run(in: transaction)
    }

    package func replace(_ old: Stored<Self>, in transaction: StoreTransaction) throws(StoreError) {
        try UpdateCohort(id: Identifier(old.id), expected: old.version, cohort: self).run(in: transaction)
    }

    package func newID(at: Date, for caller: Caller) -> UUID { Identifier<Cohort>.new(at: at).uuid }

    package static func access(
        to stored: Stored<Cohort>, for caller: Caller, in transaction: StoreTransaction
    ) throws(StoreError) -> Access { caller.access(to: stored.value) }

    package func requireRegistering(by caller: Caller, _ details: inout NoDetails, at: Date) throws(MatchingError) {
        guard case .desk(let own) = caller.role else { throw .scopeMissing }
        guard own.contains(desk) else { throw .invalid(Self.foreignDesk) }
    }

    package func requireChange(to new: Cohort, by caller: Caller) throws(MatchingError) {
        guard caller.access(to: new) == .change else { throw .invalid(Self.foreignDesk) }
    }

    private static let foreignDesk = Violation(.unknownCode, at: "/desk", "name a desk of your own")

    package func check(on today: PartialDate) throws(Violation) { try check() }

    package var criteria: [(pointer: String, criteria: CriteriaPart)] {
        get { [] }
        set {}
    }

    package var codes: [CodeReference] { [CodeReference(pointer: "/desk", code: .organisation(desk))] }

    package var retired: Cohort {
        var cohort = self
        cohort.status = .closed
        return cohort
    }
}

/// Lists the cohorts that the caller may know of.
package struct FindCohorts: Sendable {
    package let after: UUID?
    /// 1 to 100.
    package let limit: Int

    package init(after: UUID? = nil, limit: Int = 20) {
        self.after = after
        self.limit = limit
    }

    package func run(
        in service: Service, as caller: Caller
    ) async throws(MatchingError) -> (items: [Stored<Cohort>], next: UUID?) {
        var desks: [UUID]?
        switch caller.role {
        case .desk(let own): desks = own.map(\.uuid)
        case .admin: break
        case .anonymous, .member, .partner, .auditor: throw .scopeMissing
        }
        let found = try await service.run(
            ListCohorts(desks: desks, after: after, limit: limit + 1), as: caller)
        return (Array(found.prefix(limit)), found.count > limit ? found[limit - 1].id : nil)
    }
}
