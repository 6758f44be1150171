import Postgres
import Store

/// What roles do with the rows of two tenants, each thing undone again.
struct Probe {
    /// An administrator, whom no policy binds.
    let owner: Connection
    /// The tables that hold somebody's data.
    private let tables: [String]

    init() throws {
        owner = try FreshDatabase.make(SchemaMigrations.all).owner
        try owner.execute(TwoWorlds.script)
        tables = try Self.texts(
            """
            SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND (n.nspname = 'bg' AND c.relname <> 'organisation' OR c.relname IN ('idempotency', 'match'))
            ORDER BY 1
            """, owner)
    }

    static func texts(_ sql: SQL, _ connection: Connection) throws(PostgresError) -> [String] {
        var texts: [String] = []
        for row in try connection.query(sql) {
            var row = row
            texts.append(try row.next())
        }
        return texts
    }

    private static func isOf(_ letter: Character, _ columns: [String] = ["r::text"]) -> String {
        "concat_ws(' ', \(columns.joined(separator: ", "))) LIKE '%\(String(repeating: letter, count: 8))-%'"
    }

    /// The columns of a table that a role may do something with.
    private func columns(of table: String, _ privilege: String, _ role: String) throws(PostgresError) -> [String] {
        try Self.texts(
            """
            SELECT quote_ident(attname) FROM pg_attribute
            WHERE attrelid = \(table)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                AND has_column_privilege(\(role), attrelid, attnum, \(privilege))
            """, owner)
    }

    /// Whether something is done, as a role with settings; false where the database does not permit it.
    private func attempt(
        _ role: String, _ settings: [String: String], _ body: () throws(PostgresError) -> Void
    ) throws(PostgresError) -> Bool {
        do throws(PostgresError) {
            try owner.execute(
                (settings.map { "SET LOCAL \($0.key) = '\($0.value)'" } + ["SET LOCAL ROLE \(role)"]
                    + [StoreRole(rawValue: role)?.preparation].compactMap(\.self)).joined(separator: "; "))
            try body()
            try owner.execute("RESET ROLE")
            return true
        } catch {
            guard case .insufficientPrivilege = error else { throw error }
            try owner.execute("ROLLBACK; BEGIN")
            return false
        }
    }

    private func undone<Value>(_ body: () throws(PostgresError) -> Value) throws(PostgresError) -> Value {
        try owner.execute("BEGIN")
        defer { try? owner.execute("ROLLBACK") }
        return try body()
    }

    private func count(_ table: String, _ condition: String) throws(PostgresError) -> Int {
        var row = try owner.query("SELECT count(*) FROM \(literally: table) r WHERE \(literally: condition)").first
        return try row?.next(Int.self) ?? 0
    }

    /// The tables of which a role sees rows of the first tenant, and of the second.
    func seen(by role: String, _ settings: [String: String]) throws -> (own: [String], others: [String]) {
        var seen: (own: [String], others: [String]) = ([], [])
        for table in tables {
            let columns = try columns(of: table, "SELECT", role)
            if columns.isEmpty { continue }
            try undone { () throws(PostgresError) in
                _ = try attempt(role, settings) { () throws(PostgresError) in
                    if try count(table, Self.isOf("a", columns)) > 0 { seen.own.append(table) }
                    if try count(table, Self.isOf("b", columns)) > 0 { seen.others.append(table) }
                }
            }
        }
        return seen
    }

    /// The tables of which a role changes or removes rows of the second tenant, when it tries to with all there are.
    func changed(by role: String, _ settings: [String: String]) throws -> [String] {
        try tables.filter { table in
            let columns = try columns(of: table, "UPDATE", role)
            for column in columns.prefix(1) {
                let touched = try undone { () throws(PostgresError) in
                    _ = try attempt(role, settings) { () throws(PostgresError) in
                        try owner.execute("UPDATE \(table) SET \(column) = \(column)")
                    }
                    return try count(table, "\(Self.isOf("b")) AND r.xmin = pg_current_xact_id()::xid")
                }
                if touched > 0 { return true }
            }
            return try undone { () throws(PostgresError) in
                let before = try count(table, Self.isOf("b"))
                _ = try attempt(role, settings) { () throws(PostgresError) in try owner.execute("DELETE FROM \(table)")
                }
                return try count(table, Self.isOf("b")) < before
            }
        }
    }

    /// Whether the database does not permit a role to run some statements.
    func isRefused(_ script: String, to role: String, _ settings: [String: String]) throws -> Bool {
        try undone { () throws(PostgresError) in
            try !attempt(role, settings) { () throws(PostgresError) in try owner.execute(script) }
        }
    }
}
