import Foundation
import Postgres
import Store

/// A database of a test's own that is no copy of another, since a copy lacks the privileges on the database itself.
enum FreshDatabase {
    /// An administrator's connection to it. With no migrations it has their empty history, and nothing else.
    static func make(_ migrations: [Migration]) throws -> (name: String, owner: Connection) {
        let name = "fresh_\(UUID().uuidString.prefix(8).lowercased())"
        let cluster = try ThrowawayCluster.shared()
        let administration = Connection(conninfo: cluster.conninfo(user: "braingain", database: "postgres"))
        try administration.execute("CREATE DATABASE \(name)")
        let owner = Connection(conninfo: cluster.conninfo(user: "braingain", database: name))
        _ = try ThrowawayCluster.making.withLock { try owner.migrate(migrations) }
        return (name, owner)
    }
}
