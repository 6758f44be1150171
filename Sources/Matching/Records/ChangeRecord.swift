import Foundation
import Model
import Store

/// Replaces a record, if it is still of the version that the caller read.
package struct ChangeRecord<R: Record>: Sendable {
    package let id: UUID
    package let expected: Int
    /// Makes the new record from the present one.
    package let change: @Sendable (R) throws(MatchingError) -> R

    package init(_ id: UUID, expecting version: Int, _ change: @escaping @Sendable (R) throws(MatchingError) -> R) {
        self.id = id
        expected = version
        self.change = change
    }

    /// Throws ``MatchingError/versionStale(current:)`` when it has changed since, and
    /// ``MatchingError/scopeMissing`` when the caller sees it and may not change it.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Stored<R> {
        let shown = try await ReadRecord<R>(id).run(in: service, as: caller)
        guard shown.access == .change else { throw .scopeMissing }
        guard shown.stored.version == expected else { throw .versionStale(current: shown.stored.version) }
        let old = shown.stored.value
        let complete = CompleteRecord(service: service)
        let new = try await complete.run(try change(old), replacing: old, as: caller)
        try old.requireChange(to: new, by: caller)
        // What waits already for this record is not counted again.
        let unmapped = new.unmapped.filter { [known = Set(old.unmapped)] in !known.contains($0) }
        do throws(MatchingError) {
            try await service.transaction(as: caller) { transaction throws(StoreError) in
                try new.replace(shown.stored, in: transaction)
                try RecordUnmapped(texts: unmapped).run(in: transaction)
            }
        } catch { throw await complete.reason(error, new, replacing: old, as: caller) }
        await service.store.notifyOfChange()
        return Stored(id: id, version: expected + 1, value: new)
    }
}

/// Retires a record: it is kept, and offered to nobody.
package struct RetireRecord<R: Record>: Sendable {
    package let id: UUID
    package let expected: Int

    package init(_ id: UUID, expecting version: Int) {
        self.id = id
        expected = version
    }

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        _ = try await ChangeRecord<R>(id, expecting: expected) { $0.retired }.run(in: service, as: caller)
    }
}
