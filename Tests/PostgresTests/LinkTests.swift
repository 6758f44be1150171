import Foundation
import Testing

@testable import Postgres

/// A server that hangs holds nobody for longer than its time.
@Suite struct LinkTests {
    private let conninfo: String

    init() async throws {
        let name = try await ThrowawayCluster.database([])
        conninfo = try ThrowawayCluster.shared().conninfo(user: "braingain", database: name)
    }

    /// Stops the process behind a session while a body asks it something.
    private func whileHung(_ connection: Connection, _ body: () throws -> Void) throws {
        var row = try connection.query("SELECT pg_backend_pid()").first
        let process = try row?.next(Int32.self) ?? 0
        try #require(process > 0)
        kill(process, SIGSTOP)
        defer { kill(process, SIGCONT) }
        try body()
    }

    private func ask(_ connection: Connection, timeout: Int) throws -> Int {
        try connection.transaction(TransactionSettings(statementTimeout: timeout), wrap: { $0 }) {
            transaction throws(PostgresError) in
            var row = try transaction.query("SELECT 1").first
            return try row?.next(Int.self) ?? 0
        }
    }

    @Test func `who asks a session that hangs is told in time, and the next session answers`() async throws {
        try await Blocking.run { [self] in
            let connection = Connection(conninfo: conninfo)
            defer { connection.close() }
            #expect(try ask(connection, timeout: 100) == 1)
            try whileHung(connection) {
                #expect(throws: PostgresError.unanswered) { try ask(connection, timeout: 100) }
                // Still hung: this one has a process of its own.
                let answer = try ask(connection, timeout: 100)
                #expect(answer == 1)
            }
        }
    }

    @Test func `what is read in one message is told in time, too, and not asked again`() async throws {
        try await Blocking.run { [self] in
            let connection = Connection(conninfo: conninfo)
            defer { connection.close() }
            let settings = TransactionSettings(statementTimeout: 100)
            #expect(try connection.read(["SELECT 1", "SELECT 2"], settings).count == 2)
            try whileHung(connection) {
                #expect(throws: PostgresError.unanswered) { try connection.read(["SELECT 1", "SELECT 2"], settings) }
            }
        }
    }

    @Test func `the check notices a missing end: without one the same question waits for the session`() async throws {
        let (answers, answered) = AsyncStream.makeStream(of: Int.self)
        let conninfo = conninfo
        try await Blocking.run { [self] in
            let connection = Connection(conninfo: conninfo)
            try whileHung(connection) {
                let unbounded = Unbounded(connection)
                Thread.detachNewThread {
                    answered.yield((try? ask(unbounded.connection, timeout: 0)) ?? -1)
                    answered.finish()
                }
                // Longer than the others take to be told.
                Thread.sleep(forTimeInterval: 3)
                answered.yield(0)
            }
        }
        var order: [Int] = []
        for await answer in answers { order.append(answer) }
        #expect(order == [0, 1])
    }

    /// A connection on its way to the one thread that goes on with it.
    private struct Unbounded: @unchecked Sendable {
        // Unchecked: whoever made it does not use it any more.
        let connection: Connection
        init(_ connection: Connection) { self.connection = connection }
    }

    @Test func `an address that takes connections and says nothing is given up`() async throws {
        try await Blocking.run {
            let folder = "/dev/shm/bgt-\(UUID().uuidString.prefix(8))"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(listening) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: "\(folder)/.s.PGSQL.5432".utf8) }
            let size = socklen_t(MemoryLayout<sockaddr_un>.size)
            let isBound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listening, $0, size) } == 0
            }
            try #require(isBound && listen(listening, 8) == 0)
            let connection = Connection(conninfo: "host=\(folder) user=nobody dbname=none")
            #expect { try connection.execute("SELECT 1") } throws: { error in
                if case .connectionLost = error as? PostgresError { true } else { false }
            }
        }
    }

    @Test(arguments: [
        ("/run/postgresql", "", true), ("@abstract", "", true), ("localhost", "127.0.0.1", true),
        ("localhost", "::1", true), ("db.example.org", "192.0.2.7", false), ("127.example.org", "198.51.100.1", false),
        ("db.example.org", "2001:db8::1", false), ("db.example.org", "", false),
    ])
    func `who is on this machine is told by the address alone`(host: String, address: String, isHere: Bool) {
        #expect(Connection.isHere(host: host, address: address) == isHere)
    }

    @Test func `a listener whose line fell silent says so, and listens again`() async throws {
        let administration = Connection(conninfo: conninfo)
        defer { administration.close() }
        let listener = Listener(conninfo: conninfo + " application_name='bg-silent'", channel: "changed")
        defer { listener.stop() }
        var heard: [Listener.Event] = []
        var process: Int32 = 0
        defer { kill(process, SIGCONT) }
        for await event in listener.events {
            heard.append(event)
            if heard.count == 1 {
                var row = try administration.query(
                    "SELECT pid FROM pg_stat_activity WHERE application_name = 'bg-silent'"
                ).first
                process = try row?.next(Int32.self) ?? 0
                try #require(process > 0)
                kill(process, SIGSTOP)
            }
            if heard.count == 3 { break }
        }
        #expect(heard == [.listening, .lost, .listening])
    }
}
