import Foundation
import Postgres
import Store
import Testing

/// SQL/Schema.sql is what one reads; the migrations are what is run.
@Suite struct SchemaFileTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "SQL/Schema.sql")

    @Test func `the file and the migrations make the same schema`() async throws {
        let script = try String(contentsOf: Self.file, encoding: .utf8)
        let (read, run) = try await Blocking.run {
            let read = try FreshDatabase.make([]).owner
            try ThrowawayCluster.making.withLock { try read.execute(script) }
            return (try Catalogue(read).lines, try Catalogue(FreshDatabase.make(SchemaMigrations.all).owner).lines)
        }
        #expect(read.subtracting(run).sorted() == [], "in the file alone")
        #expect(run.subtracting(read).sorted() == [], "in the migrations alone")
        for kind in ["schema", "extension", "relation", "column", "constraint", "index", "trigger", "function"] {
            #expect(run.contains { $0.hasPrefix("\(kind) · ") }, "the catalogue tells of no \(kind)")
        }
    }
}
