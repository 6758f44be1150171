import Foundation
import Model
import Postgres

/// One thing that is asked of the database or done to it: a file with its SQL.
package protocol Query: Sendable {
    associatedtype Result: Sendable

    /// In which role it runs, whoever asks; null for that of who asks.
    static var role: StoreRole? { get }
    /// Whether it changes nothing, and so runs in a transaction that cannot.
    static var isReadOnly: Bool { get }

    func run(in transaction: Transaction) throws(StoreError) -> Result
}

extension Query {
    package static var role: StoreRole? { nil }
    package static var isReadOnly: Bool { false }
}

/// A query that is one statement and changes nothing: several go to the database and come back together.
package protocol Reading: Query {
    var statement: SQL { get }

    func result(of rows: Rows) throws(StoreError) -> Result
}

extension Reading {
    package static var isReadOnly: Bool { true }

    package func run(in transaction: Transaction) throws(StoreError) -> Result {
        try result(of: try transaction.rows(statement))
    }
}

/// A record as it is kept: what it says, and which version of it that is.
package struct Stored<Value: Sendable>: Sendable {
    package let id: UUID
    /// Grows by one with each change: the ETag.
    package let version: Int
    package let value: Value

    package init(id: UUID, version: Int, value: Value) {
        self.id = id
        self.version = version
        self.value = value
    }
}

/// The database as the use cases see it, and as who asks may.
package struct Store: Sendable {
    private let pool: Pool
    private var asker: Asker
    private var act: Act?
    private var mayWrite = true
    private var patience = Duration.seconds(30)

    /// - Parameters:
    ///   - asker: as whom it is asked.
    ///   - act: what it is asked for; null for a command.
    package init(pool: Pool, as asker: Asker = .anonymous, during act: Act? = nil) {
        self.pool = pool
        self.asker = asker
        self.act = act
    }

    private func with(_ change: (inout Store) -> Void) -> Store {
        var store = self
        change(&store)
        return store
    }

    /// The same database, asked by somebody.
    package func asked(by asker: Asker) -> Store { with { $0.asker = asker } }

    /// The same database, asked for something.
    package func during(_ act: Act) -> Store { with { $0.act = act } }

    /// The same database, whose statements may take so long.
    package func within(_ patience: Duration) -> Store { with { $0.patience = patience } }

    /// The same database, in which nothing can be changed.
    package var unchangeable: Store { with { $0.mayWrite = false } }

    /// The same database, for what has to be written down of a request that changes nothing.
    package var changeable: Store { with { $0.mayWrite = true } }

    /// Runs one query in a transaction of its own.
    package func run<Q: Query>(_ query: Q) async throws(StoreError) -> Q.Result {
        try await transaction(as: Q.role, readOnly: Q.isReadOnly) { transaction throws(StoreError) in
            try query.run(in: transaction)
        }
    }

    package func run<R: Reading>(_ reading: R) async throws(StoreError) -> R.Result {
        let results = try await run([reading])
        return results[0]
    }

    /// Runs queries that read in one transaction and one round trip; gives the result of each.
    ///
    /// - Parameter log: what is written down in the same transaction, or nothing is read. It is there at once, and outlives
    ///   the program; of what was written in the last half second before the database's own server dies, some may be lost.
    ///   Shapes wait for the disk: who wrote them remembers them, and would never write a lost one again.
    package func run<R: Reading>(_ readings: [R], logging log: LogMatches? = nil) async throws(StoreError)
        -> [R.Result]
    {
        var settings = settings(as: R.role, readOnly: true)
        if let log { settings.settings["synchronous_commit"] = log.shapes.isEmpty ? "off" : "on" }
        let writing = log?.statements ?? []
        return try await pool.run(wrap: { StoreError($0) }) { [settings] connection throws(StoreError) in
            let rows: [Rows]
            do throws(PostgresError) {
                rows = try connection.read(readings.map(\.statement), settings, writing: writing)
            } catch {
                throw StoreError(error)
            }
            var results: [R.Result] = []
            for (reading, rows) in zip(readings, rows) { results.append(try reading.result(of: rows)) }
            return results
        }
    }

    /// Runs several queries in one transaction, on a thread of the database's; tried once more when another transaction
    /// was in the way.
    ///
    /// - Parameters:
    ///   - role: null for that of who asks.
    ///   - timeout: how long a statement may take; null is as long as all.
    package func transaction<Value: Sendable>(
        as role: StoreRole? = nil, readOnly: Bool = false,
        isolation: TransactionSettings.Isolation = .readCommitted, snapshot: String? = nil,
        timeout: Duration? = nil, settings: [String: String] = [:],
        _ body: @escaping @Sendable (Transaction) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        var all = self.settings(as: role, readOnly: readOnly || !mayWrite, timeout: timeout)
        all.settings.merge(settings) { $1 }
        (all.isolation, all.snapshot) = (isolation, snapshot)
        // A request never computes long between two statements. Where the line to us is dead, the locks go with the session.
        if act != nil { all.settings["idle_in_transaction_session_timeout"] = "10000" }
        do throws(StoreError) {
            return try await pool.transaction(all, wrap: { StoreError($0) }, body)
        } catch {
            guard case .unavailable(let cause) = error, cause.isTransient else { throw error }
            return try await pool.transaction(all, wrap: { StoreError($0) }, body)
        }
    }

    /// - Parameter role: null for that of who asks.
    private func settings(
        as role: StoreRole?, readOnly: Bool, timeout: Duration? = nil
    ) -> TransactionSettings {
        let role = role ?? asker.role
        return TransactionSettings(
            readOnly: readOnly, role: role.rawValue, settings: asker.settings.merging(act?.settings ?? [:]) { $1 },
            preparation: role.preparation, statementTimeout: Int((timeout ?? patience) / .milliseconds(1)))
    }

    /// Takes up the space of rows that are no more, and counts anew what the planner goes by; after very many changes.
    package func tidy() async throws(StoreError) {
        do throws(PostgresError) {
            try await pool.run(wrap: { $0 }) { connection throws(PostgresError) in
                try connection.execute("VACUUM (ANALYZE)")
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// Tells those who follow the changes that there are some. Sent after the commit and apart from it, because a
    /// notification inside the transaction would make all commits wait for one another.
    package func notifyOfChange() async {
        try? await pool.run(wrap: { $0 }) { connection throws(PostgresError) in
            // It takes a number of a transaction, whose end nobody needs to find on the disk.
            try connection.execute("SET LOCAL synchronous_commit = off; NOTIFY braingain_change")
        }
    }
}

extension Transaction {
    func rows(_ sql: SQL) throws(StoreError) -> Rows {
        do { return try query(sql) } catch { throw StoreError(error) }
    }

    @discardableResult
    func change(_ sql: SQL) throws(StoreError) -> Int { try rows(sql).changed }

    /// Reads rows with the error of this layer.
    func read<Value>(_ body: () throws(PostgresError) -> Value) throws(StoreError) -> Value {
        do { return try body() } catch { throw StoreError(error) }
    }

    /// Each row of a statement, decoded.
    func all<Value>(_ sql: SQL, _ decode: (inout Row) throws(PostgresError) -> Value) throws(StoreError) -> [Value] {
        try rows(sql).all(decode)
    }

    /// The first row of a statement, decoded; null without rows.
    func first<Value>(_ sql: SQL, _ decode: (inout Row) throws(PostgresError) -> Value) throws(StoreError) -> Value? {
        try all(sql, decode).first
    }
}

extension Rows {
    /// Each row, decoded.
    func all<Value>(_ decode: (inout Row) throws(PostgresError) -> Value) throws(StoreError) -> [Value] {
        do throws(PostgresError) {
            var values: [Value] = []
            values.reserveCapacity(count)
            for number in 0..<count {
                var row = self[number]
                values.append(try decode(&row))
            }
            return values
        } catch {
            throw StoreError(error)
        }
    }
}
