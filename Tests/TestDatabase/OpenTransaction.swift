import Dispatch
import Postgres
import Store

/// A transaction that stands open until it is told to end.
package struct OpenTransaction: Sendable {
    private let task: Task<Void, any Error>
    private let free = DispatchSemaphore(value: 0)

    /// Runs a statement as the owner of the tables, and leaves the transaction open after it.
    package init(_ sql: SQL, in store: Store) async {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        task = Task { [free] in
            defer { begin.finish() }
            try await store.transaction(as: .owner) { transaction throws(StoreError) in
                do throws(PostgresError) { try transaction.execute(sql) } catch { throw StoreError(error) }
                begin.yield()
                // On a thread of the pool's, which may wait.
                free.wait()
            }
        }
        for await _ in begun { break }
    }

    package func commit() async throws {
        free.signal()
        try await task.value
    }
}
