/// A transaction under way, on the thread of its connection. What it does is done when its body returns, and undone when
/// the body throws.
package struct Transaction {
    package let connection: Connection
    let role: String

    /// Runs one statement and gives its rows.
    package func query(_ sql: SQL) throws(PostgresError) -> Rows { try connection.query(sql, role: role) }

    /// Runs one statement and says how many rows it changed.
    @discardableResult
    package func execute(_ sql: SQL) throws(PostgresError) -> Int { try query(sql).changed }
}

/// What a transaction may do, and as whom.
package struct TransactionSettings: Sendable {
    package enum Isolation: String, Sendable {
        case readCommitted = "READ COMMITTED"
        case repeatableRead = "REPEATABLE READ"
        case serializable = "SERIALIZABLE"
    }

    package var readOnly: Bool
    package var isolation: Isolation
    /// The database role for the time of the transaction; null is the one that logged in.
    package var role: String?
    /// Settings for the time of the transaction, such as `bg.person`.
    package var settings: [String: String]
    /// A statement that runs behind the settings, as the role.
    package var preparation: String?
    /// In milliseconds; 0 is without end.
    package var statementTimeout: Int
    /// The name of a snapshot that another transaction exported; null sees what is committed.
    package var snapshot: String?

    package init(
        readOnly: Bool = false, isolation: Isolation = .readCommitted, role: String? = nil,
        settings: [String: String] = [:], preparation: String? = nil, statementTimeout: Int = 0, snapshot: String? = nil
    ) {
        self.readOnly = readOnly
        self.isolation = isolation
        self.role = role
        self.settings = settings
        self.preparation = preparation
        self.statementTimeout = statementTimeout
        self.snapshot = snapshot
    }

    /// How long this side waits for a statement: a little longer than the server lets it run, which then answers itself.
    var patience: Duration? { statementTimeout == 0 ? nil : .milliseconds(statementTimeout + 2_000) }

    /// What is set for the time of the transaction, in the order of the names.
    private var local: [(key: String, value: String)] {
        var local = settings
        local["statement_timeout"] = String(statementTimeout)
        local["role"] = role
        return local.sorted { $0.key < $1.key }
    }

    /// The statement that begins the transaction, without the settings.
    var beginning: SQL {
        "BEGIN ISOLATION LEVEL \(literally: isolation.rawValue)\(literally: readOnly ? " READ ONLY" : "")"
    }

    /// The statement that makes the settings of a transaction without beginning it.
    func making(readOnly: Bool) -> SQL {
        var sql = SQL.StringInterpolation(literalCapacity: 200, interpolationCount: 2 * settings.count + 4)
        sql.appendLiteral("SELECT set_config('transaction_read_only', '\(readOnly ? "on" : "off")', true)")
        for (name, value) in local {
            sql.appendLiteral(", set_config(")
            sql.appendInterpolation(name)
            sql.appendLiteral(", ")
            sql.appendInterpolation(value)
            sql.appendLiteral(", true)")
        }
        return SQL(stringInterpolation: sql)
    }
}

extension Connection {
    /// Runs a body in a transaction: committed when it returns, rolled back when it throws.
    package func transaction<Value, Failure: Error>(
        _ settings: TransactionSettings, wrap: (PostgresError) -> Failure,
        _ body: (Transaction) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        patience = settings.patience
        defer { patience = nil }
        func attempt(_ body: () throws(PostgresError) -> Void) throws(Failure) {
            do throws(PostgresError) { try body() } catch { throw wrap(error) }
        }
        do throws(PostgresError) {
            try begin(settings)
        } catch {
            // A session that died while it was idle shows here, before anything was done: one new one is tried.
            guard case .connectionLost = error else {
                try? execute("ROLLBACK")
                throw wrap(error)
            }
            close()
            try attempt { () throws(PostgresError) in try begin(settings) }
        }
        let value: Value
        do {
            value = try body(Transaction(connection: self, role: settings.role ?? ""))
        } catch {
            if isOpen { try? execute("ROLLBACK") } else { close() }
            throw error
        }
        try attempt { () throws(PostgresError) in try execute("COMMIT") }
        return value
    }
}
