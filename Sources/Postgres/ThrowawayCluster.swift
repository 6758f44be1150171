import Foundation

/// A cluster in memory for tests: started once a process, gone with it, and quick, since nobody misses its data.
package enum ThrowawayCluster {
    /// The running cluster; throws ``ClusterError`` when it cannot be started.
    package static func shared() throws(ClusterError) -> PrivateCluster { try cluster.get() }

    private static let cluster: Result<PrivateCluster, ClusterError> = {
        let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        removeAbandoned(in: base)
        let folder = "\(base)/braingain-\(getpid())"
        do throws(ClusterError) {
            let cluster = try PrivateCluster.open(folder, isDurable: false)
            atexit { ThrowawayCluster.remove() }
            return .success(cluster)
        } catch {
            return .failure(error)
        }
    }()

    private static func remove() {
        guard case .success(let cluster) = cluster else { return }
        cluster.stop()
        try? FileManager.default.removeItem(atPath: cluster.folder)
    }

    /// Folders of test processes that were killed before they could clean up.
    private static func removeAbandoned(in base: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
        where name.hasPrefix("braingain-") {
            guard let process = pid_t(name.dropFirst("braingain-".count)), kill(process, 0) != 0, errno == ESRCH else {
                continue
            }
            try? FileManager.default.removeItem(atPath: "\(base)/\(name)")
        }
    }

    /// Makes a database of its own with the migrations applied, and gives its name.
    ///
    /// The migrations run once a process; each database is a copy of the result.
    package static func database(_ migrations: [Migration]) async throws -> String {
        try await Blocking.run { try makeDatabase(migrations) }
    }

    private static func makeDatabase(_ migrations: [Migration]) throws -> String {
        let cluster = try shared()
        let administration = Connection(conninfo: cluster.conninfo(user: "braingain", database: "postgres"))
        return try making.withLock {
            let key = migrations.map(\.name).joined(separator: ",").hashValue
            let template = "template_\(UInt(bitPattern: key))"
            if templates.insert(template).inserted {
                try administration.execute("CREATE DATABASE \(template)")
                let connection = Connection(conninfo: cluster.conninfo(user: "braingain", database: template))
                _ = try connection.migrate(migrations)
                connection.close()
            }
            return try copy(of: template, administration)
        }
    }

    /// Makes a copy of a database that nobody works with any more, and gives its name.
    package static func copy(of template: String) async throws -> String {
        try await Blocking.run {
            let administration = Connection(conninfo: try shared().conninfo(user: "braingain", database: "postgres"))
            return try making.withLock { try copy(of: template, administration) }
        }
    }

    private static func copy(of template: String, _ administration: Connection) throws -> String {
        count += 1
        let name = "test_\(count)"
        for _ in 0..<100 {
            do throws(PostgresError) {
                try administration.execute("CREATE DATABASE \(name) TEMPLATE \(template) STRATEGY FILE_COPY")
                return name
            } catch {
                // A session that was just closed may still be ending.
                guard case .other(let server) = error, server.state == "55006" else { throw error }
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
        throw PostgresError.acquireTimedOut
    }

    /// Held while a database is made: roles belong to the whole cluster, and PostgreSQL refuses two who grant the same one
    /// at once.
    package static let making = NSLock()
    // Read and written under the lock alone.
    nonisolated(unsafe) private static var templates: Set<String> = []
    nonisolated(unsafe) private static var count = 0
}
