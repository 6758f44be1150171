import Postgres
import Store

/// A database that was migrated itself rather than copied from another: rights on a database are not copied with it.
struct MigratedDatabase {
    private let name: String

    init() async throws {
        name = try await ThrowawayCluster.database([])
        try connection("braingain").migrate(SchemaMigrations.all)
    }

    /// A session of its own, which ends with the last use.
    func connection(_ user: String) throws -> Connection {
        Connection(conninfo: try ThrowawayCluster.shared().conninfo(user: user, database: name))
    }

    /// The only column of a statement's rows, as text.
    func texts(_ sql: SQL) throws -> [String] {
        let connection = try connection("braingain")
        defer { connection.close() }
        var texts: [String] = []
        for row in try connection.query(sql) {
            var row = row
            texts.append(try row.next())
        }
        return texts
    }
}
