import Foundation
import Postgres
import Testing

/// A clock that is set on or back by hours changes no answer. It is the database's, whose clock and the service's differ so;
/// libfaketime does it, under which a program in Swift does not find its arguments.
@Suite struct ClockTests {
    private static let library = ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/faketime/libfaketime.so.1" }
        .first { FileManager.default.fileExists(atPath: $0) }

    @Test(.enabled("libfaketime is not installed") { Self.library != nil }, .timeLimit(.minutes(3)))
    func `whatever the database's clock says, the service stays ready and does everything once`() async throws {
        let desk = try DeskFolder()
        let (cluster, clock) = try clustered(desk)
        defer { cluster.stop() }
        let service = try RunningService(data: desk.path)
        let ledger = WriteLedger()
        let writer = Writer(number: 0, key: desk.key, ledger: ledger) { service }
        for (number, hours) in [0, 2, -2, 0].enumerated() {
            try "\(hours < 0 ? "" : "+")\(hours)h".write(toFile: clock, atomically: false, encoding: .utf8)
            let ahead = try desk.asOwner { owner in
                var row = try owner.query("SELECT now()").first
                return try row?.next(Date.self).timeIntervalSinceNow ?? 0
            }
            #expect(abs(ahead - Double(hours) * 3_600) < 60)
            // This one, and what was registered by another clock.
            for member in 0...number { try await writer.register(member) }
            #expect(try await writer.findsAll())
            #expect(try await service.get("/readyz", admin: true).status == 200)
        }
        #expect(try desk.asOwner { try ledger.findings($0) } == [])
        #expect(try await desk.isAuditWhole())
        #expect(service.end(by: SIGTERM) == 0)
    }

    @Test(.enabled("libfaketime is not installed") { Self.library != nil }, .timeLimit(.minutes(3)))
    func `the check notices what is done again because a clock that was set on ended a term`() async throws {
        let desk = try DeskFolder()
        let (cluster, clock) = try clustered(desk)
        defer { cluster.stop() }
        let service = try RunningService(data: desk.path)
        let ledger = WriteLedger()
        let writer = Writer(number: 0, key: desk.key, ledger: ledger) { service }
        try await writer.register(0)
        try "+2h".write(toFile: clock, atomically: false, encoding: .utf8)
        try desk.asOwner { owner in
            // The second time what the first leaves of a key.
            for _ in 0..<2 {
                try owner.execute("DELETE FROM log.idempotency WHERE created_at < now() - interval '1 hour'")
            }
        }
        try await writer.register(0)
        #expect(try desk.asOwner { try ledger.findings($0) } == ["0 is there 2 times"])
        #expect(service.end(by: SIGTERM) == 0)
    }

    /// The server of a folder, with the file that says how far its clock is ahead.
    private func clustered(_ desk: DeskFolder) throws -> (PrivateCluster, clock: String) {
        let clock = "\(desk.path)/clock"
        try "+0h".write(toFile: clock, atomically: false, encoding: .utf8)
        let environment = [
            "LD_PRELOAD": try #require(Self.library), "FAKETIME_TIMESTAMP_FILE": clock, "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        ]
        for (name, value) in environment { setenv(name, value, 1) }
        defer { for name in environment.keys { unsetenv(name) } }
        return (try PrivateCluster.open(desk.path), clock)
    }
}
