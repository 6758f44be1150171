import Foundation
import Postgres
import Testing

/// Each test has a folder of its own, in memory and short enough for a socket.
@Suite(.serialized) struct PrivateClusterTests {
    private let folder = "/dev/shm/bgt-\(UUID().uuidString.prefix(8))"

    private func answers(_ cluster: PrivateCluster) throws -> Bool {
        var row = try Connection(conninfo: cluster.conninfo(user: "braingain")).query("SELECT 1").first
        return try row?.next(Int.self) == 1
    }

    private func postmaster() throws -> pid_t {
        let text = try String(contentsOfFile: "\(folder)/pg/postmaster.pid", encoding: .utf8)
        return pid_t(text.split(separator: "\n")[0]) ?? 0
    }

    @Test func `a fresh folder becomes a cluster, durable and deaf to the network, and starts again`() async throws {
        try await Blocking.run { [self] in
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let cluster = try PrivateCluster.open(folder)
            let connection = Connection(conninfo: cluster.conninfo(user: "braingain"))
            for (setting, value) in [("listen_addresses", ""), ("fsync", "on"), ("synchronous_commit", "on")] {
                var row = try connection.query("SELECT current_setting(\(setting))").first
                #expect(try row?.next(String.self) == value)
            }
            try connection.execute("CREATE TABLE kept (n int)")
            connection.close()
            cluster.stop()
            cluster.stop()
            let again = try PrivateCluster.open(folder)
            try Connection(conninfo: again.conninfo(user: "braingain")).execute("SELECT 1 FROM kept")
            again.stop()
        }
    }

    @Test func `a second process attaches, and its stop stops nothing`() async throws {
        try await Blocking.run { [self] in
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let owner = try PrivateCluster.open(folder, isDurable: false)
            let guest = try PrivateCluster.open(folder)
            #expect(owner.isOwner)
            #expect(!guest.isOwner)
            guest.stop()
            #expect(try answers(owner))
            owner.stop()
        }
    }

    @Test func `the server comes back after kill -9 of everything it consists of`() async throws {
        try await Blocking.run { [self] in
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let cluster = try PrivateCluster.open(folder)
            try Connection(conninfo: cluster.conninfo(user: "braingain")).execute("CREATE TABLE kept (n int)")
            kill(try postmaster(), SIGKILL)
            cluster.stop()
            let again = try PrivateCluster.open(folder)
            try Connection(conninfo: again.conninfo(user: "braingain")).execute("SELECT 1 FROM kept")
            again.stop()
        }
    }

    @Test func `a server that died is revived by its owner, and by a guest when the owner has ended`() async throws {
        try await Blocking.run { [self] in
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let owner = try PrivateCluster.open(folder)
            let guest = try PrivateCluster.open(folder)
            #expect(try !owner.revive())
            kill(try postmaster(), SIGKILL)
            // Until the shell above the server has ended there is nothing to revive.
            while try !owner.revive() { usleep(10_000) }
            #expect(try answers(owner))
            #expect(try !guest.revive())
            owner.stop()
            #expect(try !owner.revive())
            #expect(try guest.revive())
            #expect(guest.isOwner)
            #expect(try answers(guest))
            guest.stop()
        }
    }

    @Test func `a session that was idle while the server crashed is replaced by a new one`() async throws {
        try await Blocking.run { [self] in
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let cluster = try PrivateCluster.open(folder, isDurable: false)
            defer { cluster.stop() }
            let idle = Connection(conninfo: cluster.conninfo(user: "braingain"))
            try idle.execute("SELECT 1")
            var row = try Connection(conninfo: cluster.conninfo(user: "braingain")).query("SELECT pg_backend_pid()")
                .first
            // Its last words are a warning to all others, which stands unread before the end of their sessions.
            kill(try row?.next(Int32.self) ?? 0, SIGQUIT)
            while (try? answers(cluster)) != true { usleep(10_000) }
            let sum = try idle.transaction(TransactionSettings(), wrap: { $0 }) { transaction throws(PostgresError) in
                var row = try transaction.query("SELECT 1 + 1").first
                return try row?.next(Int32.self)
            }
            #expect(sum == 2)
        }
    }

    @Test func `a folder of another major version is refused with both the version and the remedy`() async throws {
        try await Blocking.run { [self] in
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try PrivateCluster.open(folder, isDurable: false).stop()
            try "9\n".write(toFile: "\(folder)/pg/PG_VERSION", atomically: false, encoding: .utf8)
            #expect(throws: ClusterError.otherVersion(folder: "\(folder)/pg", version: 9)) {
                try PrivateCluster.open(folder)
            }
        }
    }

    @Test func `a path that no socket can have is refused before anything is made`() {
        let long = "/dev/shm/" + String(repeating: "x", count: 100)
        #expect(throws: ClusterError.pathTooLong(folder: long, most: 89)) { try PrivateCluster.open(long) }
        #expect(!FileManager.default.fileExists(atPath: long))
    }

    @Test func `the longest path that is allowed works`() async throws {
        try await Blocking.run { [self] in
            let long = folder + String(repeating: "x", count: 89 - folder.utf8.count)
            defer { try? FileManager.default.removeItem(atPath: long) }
            let cluster = try PrivateCluster.open(long, isDurable: false)
            #expect(try answers(cluster))
            cluster.stop()
        }
    }

    @Test func `an interrupted making is begun anew`() async throws {
        try await Blocking.run { [self] in
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.createDirectory(atPath: "\(folder)/pg.new/base", withIntermediateDirectories: true)
            let cluster = try PrivateCluster.open(folder, isDurable: false)
            #expect(try answers(cluster))
            cluster.stop()
        }
    }
}
