import Foundation
import Testing

@testable import Postgres

/// A file system of a few megabytes in memory, gone with the value.
private final class SmallDisk: Sendable {
    let path: String

    /// Whether this process may mount: root may not everywhere.
    static let isPossible = (try? SmallDisk(megabytes: 1)) != nil

    init(megabytes: Int) throws {
        path = "/dev/shm/bgt-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try #require(
            mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=0755") == 0, "the tests may not mount here")
    }

    deinit {
        umount2(path, 2)
        rmdir(path)
    }

    struct NotMounted: Error {}

    /// Writes a file that leaves only so much.
    func fill(leaving megabytes: Int) throws {
        var state = statvfs()
        try #require(statvfs(path, &state) == 0)
        let free = Int(state.f_bavail) * Int(state.f_frsize) - megabytes << 20
        let file = open("\(path)/balloon", O_CREAT | O_WRONLY, 0o600)
        defer { close(file) }
        try #require(free > 0 && posix_fallocate(file, 0, free) == 0)
    }

    func empty() { unlink("\(path)/balloon") }
}

@Suite(.enabled(if: SmallDisk.isPossible, "this process may not mount a small disk"), .serialized)
struct FullDiskTests {
    @Test func `a write on a full disk is refused as such, reads go on, and with space it works again`() throws {
        let disk = try SmallDisk(megabytes: 160)
        let cluster = try PrivateCluster.open("\(disk.path)/data")
        defer { cluster.stop() }
        let connection = Connection(conninfo: cluster.conninfo(user: "braingain"))
        defer { connection.close() }
        try connection.execute("CREATE TABLE kept (text text); INSERT INTO kept VALUES ('here')")
        try disk.fill(leaving: 3)
        // Eight megabytes that cannot be compressed do not fit; the log's own file has its space already.
        let write = """
            INSERT INTO kept SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 1000) n, generate_series(1, 250) m
            GROUP BY m
            """
        #expect { try connection.execute(write) } throws: { error in
            if case .diskFull = error as? PostgresError { true } else { false }
        }
        let rows = try connection.query("SELECT text FROM kept", role: "")
        #expect(rows.count == 1)
        disk.empty()
        try connection.execute(write)
        #expect(try connection.query("SELECT text FROM kept", role: "").count == 251)
    }

    @Test func `a cluster that has no room to be made says so, and is made once there is room`() throws {
        let disk = try SmallDisk(megabytes: 160)
        try disk.fill(leaving: 5)
        let folder = "\(disk.path)/data"
        #expect { _ = try PrivateCluster.open(folder) } throws: { error in "\(error)".lowercased().contains("space") }
        disk.empty()
        let cluster = try PrivateCluster.open(folder)
        cluster.stop()
    }
}
