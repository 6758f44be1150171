import Dispatch
import Postgres

/// One moment of the database that several connections read at once.
package struct SharedSnapshot: Sendable {
    /// PostgreSQL's name for it, good while the transaction that gave it stands.
    let name: String
    /// Where to follow the changes from.
    package let cursor: FeedCursor
}

extension Store {
    /// Holds a moment of the database for as long as a body reads it.
    package func withSnapshot<Value: Sendable>(
        _ body: (SharedSnapshot) async throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let (shared, share) = AsyncStream.makeStream(of: SharedSnapshot.self)
        let free = DispatchSemaphore(value: 0)
        let holding = Task { () async -> StoreError? in
            defer { share.finish() }
            do throws(StoreError) {
                try await transaction(as: .matcher, readOnly: true, isolation: .repeatableRead) {
                    transaction throws(StoreError) in
                    let cursor = try ReadFeedCursor().run(in: transaction)
                    let name = try transaction.first("SELECT pg_export_snapshot()") { row throws(PostgresError) in
                        try row.next(String.self)
                    }
                    share.yield(SharedSnapshot(name: name ?? "", cursor: cursor))
                    // On a thread of the pool's, which may wait.
                    free.wait()
                }
                return nil
            } catch {
                return error
            }
        }
        for await snapshot in shared {
            defer { free.signal() }
            return try await body(snapshot)
        }
        // Who was cancelled before waits for no moment, and none may be held for nobody.
        free.signal()
        throw await holding.value ?? .failed(.unexpectedResult("no snapshot"))
    }

    /// Reads with the eyes of another transaction.
    func read<Value: Sendable>(
        _ snapshot: SharedSnapshot, _ body: @escaping @Sendable (Transaction) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await transaction(
            as: .matcher, readOnly: true, isolation: .repeatableRead, snapshot: snapshot.name, timeout: .seconds(600),
            // Compiling takes longer than it saves in statements that do no more than read a table.
            settings: ["jit": "off"], body)
    }

    /// Runs one query with the eyes of another transaction, as the role that matches.
    package func run<Q: Query>(_ query: Q, at snapshot: SharedSnapshot) async throws(StoreError) -> Q.Result {
        try await read(snapshot) { transaction throws(StoreError) in try query.run(in: transaction) }
    }
}
