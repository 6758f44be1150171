import Foundation
import Postgres
import TestDatabase
import Testing

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
