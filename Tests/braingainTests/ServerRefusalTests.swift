import Foundation
import Postgres
import Testing

/// A service does not start where its promises would be untrue (checklist 39).
@Suite struct ServerRefusalTests {
    @Test(arguments: [
        ("ALTER ROLE bg_app SUPERUSER", "superuser"), ("ALTER ROLE bg_app BYPASSRLS", "bypass"),
        ("ALTER ROLE bg_app SET synchronous_commit = off", "synchronous_commit"),
        ("ALTER SYSTEM SET fsync = off", "fsync"), ("ALTER SYSTEM SET full_page_writes = off", "full_page_writes"),
    ])
    func `a server that keeps too little, or whom no policy holds, is refused`(sql: String, word: String) throws {
        let folder = try TemporaryFolder()
        let environment = Execution.environment(data: folder.path)
        #expect(try Execution("migrate", environment: environment).exitCode == 0)
        let cluster = try PrivateCluster.open(folder.path)
        let connection = Connection(conninfo: cluster.conninfo(user: "braingain"))
        try connection.execute(sql)
        try connection.execute("SELECT pg_reload_conf()")
        connection.close()
        cluster.stop()
        let run = try Execution("serve", environment: environment)
        #expect(run.exitCode == 4, "\(run.errors)")
        #expect(run.errors.contains("database_unsafe: "))
        #expect(run.errors.contains(word), "\(run.errors)")
    }

    @Test(.enabled("this machine has no address but the loopback") { Self.address != nil })
    func `a line to a server of another machine needs TLS`() throws {
        let desk = try DeskFolder()
        let line = try FaultyLine(to: desk.socket, on: "0.0.0.0")
        var environment = Execution.environment(data: desk.path)
        let address = try #require(Self.address)
        environment["DATABASE_URL"] = "postgresql://bg_app@\(address):\(line.port)/braingain?sslmode=disable"
        let words = ["30", Execution.program.path, "serve"]
        let run = try desk.asOwner { _ in
            try Execution(words, environment: environment, program: URL(filePath: "/usr/bin/timeout"))
        }
        #expect(run.exitCode == 4, "\(run.errors)")
        #expect(run.errors.contains("sslmode=verify-full"), "\(run.errors)")
    }

    /// An address of this machine that is not the loopback's; null where there is none.
    private static var address: String? {
        let run = try? Execution(["-I"], program: URL(filePath: "/usr/bin/hostname"))
        return run?.output.split(separator: " ").map(String.init).first { $0.contains(".") }
    }

    @Test func `an address that others reach needs a proxy that ends TLS`() throws {
        let folder = try TemporaryFolder()
        var environment = Execution.environment(data: folder.path)
        for address in ["0.0.0.0:0", "[::]:0", "198.51.100.7:0"] {
            environment["BRAINGAIN_LISTEN"] = address
            let run = try Execution("serve", environment: environment)
            #expect(run.exitCode == 2, "\(address)")
            #expect(run.errors.contains("BRAINGAIN_PROXIES"), "\(run.errors)")
        }
        environment["BRAINGAIN_PROXIES"] = "198.51.100.1"
        #expect(try !Execution("serve", environment: environment).errors.contains("without TLS"))
    }
}
