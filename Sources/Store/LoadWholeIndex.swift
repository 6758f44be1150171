import Postgres

/// Reads all that ``LoadIndex`` does, through several connections at once.
package struct LoadWholeIndex: Sendable {
    private let snapshot: SharedSnapshot
    private let progress: LoadProgress

    package init(_ snapshot: SharedSnapshot, progress: LoadProgress) {
        self.snapshot = snapshot
        self.progress = progress
    }

    package func run(in store: Store) async throws(StoreError) -> IndexContents {
        let progress = progress
        do {
            async let parts = store.read(snapshot) { transaction throws(StoreError) in
                try transaction.read { () throws(PostgresError) in
                    try CriteriaParts(of: nil, withTexts: false, in: transaction, progress)
                }
            }
            let heads = try await store.read(snapshot) { transaction throws(StoreError) in
                try IndexHeads(.all, in: transaction, progress)
            }
            return IndexContents(heads, try await parts)
        } catch {
            throw error as? StoreError ?? .failed(.unexpectedResult("\(error)"))
        }
    }
}
