import Foundation
import Postgres
import Testing

@Suite struct MigrationTests {
    private let first = Migration(name: "0001-a", sql: "CREATE TABLE a (n int)")
    private let second = Migration(name: "0002-b", sql: "CREATE TABLE b (n int)")
    private let conninfo: String

    init() async throws {
        let name = try await ThrowawayCluster.database([])
        conninfo = try ThrowawayCluster.shared().conninfo(user: "braingain", database: name)
    }

    @Test func `what is missing is applied, in order and once`() throws {
        let connection = Connection(conninfo: conninfo)
        // The template of an empty list has the table of the history already, and so no missing migrations.
        try connection.execute("DROP TABLE IF EXISTS public.migration")
        #expect(try connection.schemaState([first, second]) == .behind(2))
        var applied: [String] = []
        try connection.migrate([first]) { applied.append($0) }
        #expect(try connection.schemaState([first, second]) == .behind(1))
        try connection.migrate([first, second]) { applied.append($0) }
        #expect(applied == ["0001-a", "0002-b"])
        #expect(try connection.schemaState([first, second]) == .current)
        #expect(try connection.schemaState([first]) == .newer("0002-b"))
    }

    @Test func `a migration that was edited after it was applied is refused`() throws {
        let connection = Connection(conninfo: conninfo)
        try connection.migrate([first])
        let edited = Migration(name: first.name, sql: first.sql + " ")
        #expect(try connection.schemaState([edited]) == .unknown("0001-a"))
        try connection.migrate([edited, second])
        #expect(throws: PostgresError.self) { try connection.execute("SELECT 1 FROM b") }
    }

    @Test func `a migration that fails leaves nothing of itself`() throws {
        let connection = Connection(conninfo: conninfo)
        let broken = Migration(name: "0002-b", sql: "CREATE TABLE b (n int); SELECT 1/0")
        #expect(throws: PostgresError.self) { try connection.migrate([first, broken]) }
        #expect(try connection.schemaState([first, second]) == .behind(1))
        try connection.migrate([first, second])
        #expect(try connection.schemaState([first, second]) == .current)
    }

    @Test func `two that migrate at once do it once`() async throws {
        let slow = Migration(name: "0001-a", sql: "SELECT pg_sleep(0.2); CREATE TABLE a (n int)")
        let conninfo = conninfo
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { try Connection(conninfo: conninfo).migrate([slow, second]) }
            }
            try await group.waitForAll()
        }
        #expect(try Connection(conninfo: conninfo).schemaState([slow, second]) == .current)
    }
}
