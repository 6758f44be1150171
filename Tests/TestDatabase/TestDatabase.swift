import Foundation
import Importing
import Matching
import Postgres
import Store
import Taxonomy

/// A database of a test's own, with the starter taxonomy, on the cluster that all tests of a process share.
package struct TestDatabase: Sendable {
    package let name: String
    /// As the administrator who imports, and sees and changes everything: what a test arranges and looks up.
    package let owner: Store
    /// The same.
    package var store: Store { owner }
    /// As the service, which owns nothing and sees what who asks may.
    package let app: Store
    /// As the service too, through one connection.
    package let feed: Store

    private static let starter = Task {
        let name = try await ThrowawayCluster.database(SchemaMigrations.all)
        let pool = Pool(conninfo: try ThrowawayCluster.shared().conninfo(user: "braingain", database: name), size: 1)
        _ = try await ImportStarter().run(in: Store(pool: pool, as: .owner))
        pool.close()
        return name
    }

    package init() async throws { try await self.init(ThrowawayCluster.copy(of: Self.starter.value)) }

    /// A database with the schema alone.
    package static func empty() async throws -> TestDatabase {
        try TestDatabase(await ThrowawayCluster.database(SchemaMigrations.all))
    }

    private init(_ name: String) throws {
        let cluster = try ThrowawayCluster.shared()
        self.name = name
        owner = Store(pool: Pool(conninfo: cluster.conninfo(user: "braingain", database: name)), as: .owner)
        app = Store(pool: Pool(conninfo: cluster.conninfo(user: "bg_app", database: name)))
        feed = Store(pool: Pool(conninfo: cluster.conninfo(user: "bg_app", database: name), size: 1))
    }

    package func conninfo(_ user: String = "bg_app") throws -> String {
        try ThrowawayCluster.shared().conninfo(user: user, database: name)
    }

    /// Ends every session on the database but the one that does so.
    package func disconnectAll() async throws {
        try await administer(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    }

    /// Says that the taxonomy has changed.
    package func touchTaxonomy() async throws {
        try await administer("INSERT INTO log.change (kind) VALUES ('taxonomy')")
    }

    private func administer(_ sql: String) async throws {
        let conninfo = try conninfo("braingain")
        try await Blocking.run {
            let connection = Connection(conninfo: conninfo)
            defer { connection.close() }
            try connection.execute(sql)
        }
    }

    package func taxonomy() async throws -> Taxonomy { Taxonomy(try await store.run(LoadTaxonomy())) }

    /// A service on the database whose index is loaded, at an instant of the test's own.
    package func service(at now: Date = Date(timeIntervalSince1970: 1_780_304_400)) async throws -> Service {
        let service = Service(store: app) { now }
        try await service.load()
        return service
    }
}
