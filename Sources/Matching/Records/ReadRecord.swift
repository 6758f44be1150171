import Foundation
import Model
import Store

/// A record as far as the caller may see it.
package struct Shown<R: Record>: Sendable {
    package let stored: Stored<R>
    /// Never ``Access/hidden``.
    package let access: Access
}

/// Reads a record.
package struct ReadRecord<R: Record>: Sendable {
    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    /// Throws ``MatchingError/notFound`` when there is none, or none that the caller may know of.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Shown<R> {
        let id = id
        let shown = try await service.transaction(as: caller, readOnly: true) {
            transaction throws(StoreError) -> Shown<R>? in
            guard let stored = try R.read(id, in: transaction) else { return nil }
            return Shown(stored: stored, access: try R.access(to: stored, for: caller, in: transaction))
        }
        guard let shown, shown.access != .hidden else { throw .notFound }
        if R.isActToRead(shown.access, by: caller) {
            try await service.record(RecordReading("member", of: id), as: caller)
        }
        return shown
    }
}
