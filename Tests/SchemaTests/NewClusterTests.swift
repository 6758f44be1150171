import Foundation
import Postgres
import Store
import Testing

/// Roles belong to a whole cluster, databases to themselves.
@Suite struct NewClusterTests {
    @Test(.timeLimit(.minutes(3)))
    func `two databases of a new cluster can be made at once`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cluster-\(UUID().uuidString)").path
        let cluster = try await Blocking.run { try PrivateCluster.open(folder, isDurable: false) }
        defer {
            cluster.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }
        let administration = Connection(conninfo: cluster.conninfo(user: "braingain", database: "postgres"))
        for name in ["first", "second"] { try administration.execute("CREATE DATABASE \(name)") }
        let roles = try #require(SchemaMigrations.all.first)

        let first = Connection(conninfo: cluster.conninfo(user: "braingain", database: "first"))
        try first.execute("CREATE TABLE public.migration (name text)")
        try first.execute("BEGIN")
        try first.execute(roles.sql)
        let second = Task {
            try await Blocking.run {
                let connection = Connection(conninfo: cluster.conninfo(user: "braingain", database: "second"))
                defer { connection.close() }
                return try connection.migrate(SchemaMigrations.all)
            }
        }
        // The second has come to what the first has made and not yet committed.
        let waiting: SQL =
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = 'second' AND wait_event_type = 'Lock'"
        while try !Self.isTrue(waiting, administration) { try await Task.sleep(for: .milliseconds(20)) }
        try first.execute("COMMIT")
        #expect(try await second.value == .behind(SchemaMigrations.all.count))
        first.close()
        administration.close()
    }

    private static func isTrue(_ sql: SQL, _ connection: Connection) throws -> Bool {
        guard var row = try connection.query(sql).first else { return false }
        return try row.next()
    }
}
