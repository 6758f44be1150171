import Foundation
import Postgres
import Store
import Testing

/// SQL/Schema.sql is what a reader takes the database for, so it must be that.
@Suite struct SchemaFileTests {
    @Test func `Schema.sql makes what the migrations make`() async throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let database = try await ThrowawayCluster.database([])
        let cluster = try ThrowawayCluster.shared()
        let connection = Connection(conninfo: cluster.conninfo(user: "braingain", database: database))
        try connection.execute(text)
        connection.close()
        let written = try Catalogue(of: database)
        let migrated = try Catalogue(of: await ThrowawayCluster.database(SchemaMigrations.all))
        #expect(migrated.lines.count > 500)
        let (missing, tooMuch) = (
            migrated.lines.subtracting(written.lines), written.lines.subtracting(migrated.lines)
        )
        #expect(missing.sorted() == [], "in the migrations and not in SQL/Schema.sql: add it there")
        #expect(tooMuch.sorted() == [], "in SQL/Schema.sql and not in the migrations: take it out there")
    }

    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "SQL/Schema.sql")
}
