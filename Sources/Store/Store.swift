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
    private let asker: Asker
    private let act: Act?
    private let mayWrite: Bool

    /// - Parameters:
    ///   - asker: as whom it is asked.
    ///   - act: what it is asked for; null for a command.
    ///   - mayWrite: whether transactions can change anything at all.
    package init(pool: Pool, as asker: Asker = .anonymous, during act: Act? = nil, mayWrite: Bool = true) {
        self.pool = pool
        self.asker = asker
        self.act = act
        self.mayWrite = mayWrite
    }

    /// The same database, asked by somebody.
    package func asked(by asker: Asker) -> Store { Store(pool: pool, as: asker, during: act, mayWrite: mayWrite) }

    /// The same database, asked for something.
    package func during(_ act: Act) -> Store { Store(pool: pool, as: asker, during: act, mayWrite: mayWrite) }

    /// The same database, in which nothing can be changed.
    package var unchangeable: Store { Store(pool: pool, as: asker, during: act, mayWrite: false) }

    /// The same database, for what has to be written down of a request that changes nothing.
    package var changeable: Store { Store(pool: pool, as: asker, during: act) }

    /// Runs one query in a transaction of its own.
    package func run<Q: Query>(_ query: Q) async throws(StoreError) -> Q.Result {
        try await transaction(as: Q.role, readOnly: Q.isReadOnly) { transaction throws(StoreError) in
            try query.run(in: transaction)
        }
    }

    /// Runs several queries in one transaction, on a thread of the database's; tried once more when another transaction
    /// was in the way.
    ///
    /// - Parameter role: null for that of who asks.
    package func transaction<Value: Sendable>(
        as role: StoreRole? = nil, readOnly: Bool = false,
        isolation: TransactionSettings.Isolation = .readCommitted, snapshot: String? = nil,
        timeout: Duration = .seconds(30), settings: [String: String] = [:],
        _ body: @escaping @Sendable (Transaction) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let settings = TransactionSettings(
            readOnly: readOnly || !mayWrite, isolation: isolation, role: (role ?? asker.role).rawValue,
            settings: asker.settings.merging(act?.settings ?? [:]) { $1 }.merging(settings) { $1 },
            statementTimeout: Int(timeout / .milliseconds(1)), snapshot: snapshot)
        do throws(StoreError) {
            return try await pool.transaction(settings, wrap: { StoreError($0) }, body)
        } catch {
            guard case .unavailable(let cause) = error, cause.isTransient else { throw error }
            return try await pool.transaction(settings, wrap: { StoreError($0) }, body)
        }
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
        let rows = try rows(sql)
        do throws(PostgresError) {
            var values: [Value] = []
            values.reserveCapacity(rows.count)
            for row in rows {
                var row = row
                values.append(try decode(&row))
            }
            return values
        } catch {
            throw StoreError(error)
        }
    }

    /// The first row of a statement, decoded; null without rows.
    func first<Value>(_ sql: SQL, _ decode: (inout Row) throws(PostgresError) -> Value) throws(StoreError) -> Value? {
        try all(sql, decode).first
    }
}
