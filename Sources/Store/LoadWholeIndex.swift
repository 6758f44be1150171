import Postgres

/// Reads all that ``LoadIndex`` does, and the taxonomy, through several connections at once.
package struct LoadWholeIndex: Sendable {
    private let snapshot: SharedSnapshot
    private let progress: LoadProgress

    package init(_ snapshot: SharedSnapshot, progress: LoadProgress) {
        self.snapshot = snapshot
        self.progress = progress
    }

    package func run(in store: Store) async throws(StoreError) -> IndexContents {
        let (progress, all) = (progress, CriteriaChoice(ids: nil))
        let criteria = try await store.read(snapshot) { transaction throws(StoreError) in
            try transaction.read { () throws(PostgresError) in try CriteriaHeads(all, in: transaction, progress) }
        }
        let numbers = criteria.numbers
        do {
            async let codes = store.read(snapshot) { transaction throws(StoreError) in
                try transaction.read { () throws(PostgresError) in
                    try CriteriaCodes(all, of: numbers, in: transaction, progress)
                }
            }
            let heads = try await store.read(snapshot) { transaction throws(StoreError) in
                try IndexHeads(.all, in: transaction, progress)
            }
            return IndexContents(heads, CriteriaParts(heads: criteria, codes: try await codes))
        } catch {
            throw error as? StoreError ?? .failed(.unexpectedResult("\(error)"))
        }
    }
}
