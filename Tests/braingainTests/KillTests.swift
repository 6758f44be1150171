import Foundation
import Postgres
import Synchronization
import Testing

/// What was acknowledged is there, once and with its line in the audit, whatever is killed in the middle.
@Suite(.serialized) struct KillTests {
    /// What is killed.
    private enum Victim: String, CaseIterable {
        case service, database, both
    }

    /// `KILL_ROUNDS=20` is the run at full size.
    private static let rounds = ProcessInfo.processInfo.environment["KILL_ROUNDS"].flatMap { Int($0) } ?? 4

    @Test(.timeLimit(.minutes(10)))
    func `no acknowledged write is lost or doubled, and no act is without audit, when all is killed in turn`()
        async throws
    {
        let world = try World()
        var times: [Duration] = []
        try await world.whileWriting { ledger in
            for round in 0..<Self.rounds {
                let victim = Victim.allCases[round % Victim.allCases.count]
                let before = ledger.count
                while ledger.count < before + 100 { try await Task.sleep(for: .milliseconds(5)) }
                times.append(try await world.kill(victim))
                print("round \(round + 1): \(victim.rawValue) killed, ready after \(times[round].milliseconds) ms")
            }
            // Whoever is left half way goes on for a while.
            let before = ledger.count
            while ledger.count < before + 100 { try await Task.sleep(for: .milliseconds(5)) }
        }
        #expect(try world.findings() == [])
        #expect(try await world.desk.isAuditWhole())
        // A bound that no busy machine breaks; Sources/Benchmarks/README.md has what was measured.
        #expect(times.allSatisfy { $0 < .seconds(60) })
        #expect(try await world.writer(0).findsAll())
        print(
            "\(Self.rounds) rounds; \(world.ledger.count) writes acknowledged; ready after \(times.sorted()[times.count / 2].milliseconds) ms, "
                + "at most \(times.max()?.milliseconds ?? 0) ms")
        world.end()
    }

    @Test func `the check notices acknowledged writes that a server lost, which did not wait for the disk`()
        async throws
    {
        let world = try World()
        try world.desk.asOwner { owner in
            try owner.execute("ALTER SYSTEM SET synchronous_commit = off")
            try owner.execute("SELECT pg_reload_conf()")
        }
        // What nobody waits for is written out by this process alone.
        let walWriter = try #require(world.desk.folder.process("postgres: walwriter"))
        Glibc.kill(walWriter, SIGSTOP)
        try await world.whileWriting { ledger in
            while ledger.count < 100 { try await Task.sleep(for: .milliseconds(5)) }
        }
        try world.killAtOnce(and: walWriter)
        try world.desk.asOwner { try $0.execute("ALTER SYSTEM RESET ALL") }
        #expect(try world.findings().contains { $0.hasSuffix("is lost") })
        world.end()
    }

    @Test func `the check notices an answer that was forgotten, and so the record that came twice`() async throws {
        let world = try World()
        let writer = world.writer(0)
        try await writer.register(1)
        #expect(try world.findings() == [])
        try await writer.register(1)
        #expect(try world.findings() == [])
        try world.desk.asOwner { try $0.execute("TRUNCATE log.idempotency") }
        try await writer.register(1)
        #expect(try world.findings() == ["1 is there 2 times"])
        world.end()
    }

    @Test func `the check notices an act without its line, and a line that was taken away`() async throws {
        let world = try World()
        let writer = world.writer(0)
        try await writer.register(1)
        try world.desk.asOwner { try $0.execute("ALTER TABLE bg.member DISABLE TRIGGER audit_insert") }
        try await writer.register(2)
        #expect(try world.findings() == ["2 was registered, of which the audit has 0 lines"])
        #expect(try await world.desk.isAuditWhole())
        try world.desk.asOwner { owner in
            try owner.execute("SET session_replication_role = replica")
            try owner.execute("DELETE FROM log.audit WHERE kind = 'person' AND act = 'insert'")
        }
        #expect(try await !world.desk.isAuditWhole())
        world.end()
    }

    /// A desk, its service, and what its writers were told.
    private final class World: Sendable {
        let desk: DeskFolder
        let ledger = WriteLedger()
        private let service: Mutex<RunningService?>
        private let isDone = Atomic(false)

        init() throws {
            desk = try DeskFolder()
            service = Mutex(try RunningService(data: desk.path))
        }

        private var running: RunningService? { service.withLock { $0 } }

        func writer(_ number: Int) -> Writer {
            Writer(number: number, key: desk.key, ledger: ledger) { [self] in running }
        }

        /// Lets eight write while a body runs, and until each has ended what it began.
        func whileWriting(_ body: (WriteLedger) async throws -> Void) async throws {
            isDone.store(false, ordering: .relaxed)
            try await withThrowingTaskGroup { group in
                for number in 0..<8 {
                    let writer = writer(number)
                    group.addTask { [self] in try await writer.run { isDone.load(ordering: .relaxed) } }
                }
                try await body(ledger)
                isDone.store(true, ordering: .relaxed)
                try await group.waitForAll()
            }
        }

        /// How long it takes until a record is read again.
        func kill(_ victim: Victim) async throws -> Duration {
            let start = ContinuousClock.now
            switch victim {
            case .service: _ = running?.end(by: SIGKILL)
            case .database: if let postmaster = desk.folder.postmaster { Glibc.kill(postmaster, SIGKILL) }
            case .both: try killAtOnce()
            }
            if victim != .database {
                let again = try RunningService(data: desk.path)
                service.withLock { $0 = again }
            }
            let known = try #require(ledger.all.first?.value.id)
            while try await running?.get("/v1/members/\(known)", key: desk.key).status != 200 {
                try await Task.sleep(for: .milliseconds(10))
            }
            return .now - start
        }

        /// Kills the service without a chance to stop its database, and the database.
        ///
        /// - Parameter process: of the database, which stands still and would not notice.
        func killAtOnce(and process: pid_t? = nil) throws {
            guard let running else { return }
            Glibc.kill(running.processIdentifier, SIGSTOP)
            Glibc.kill(try #require(desk.folder.postmaster), SIGKILL)
            if let process { Glibc.kill(process, SIGKILL) }
            _ = running.end(by: SIGKILL)
            service.withLock { $0 = nil }
        }

        func findings() throws -> [String] { try desk.asOwner { try ledger.findings($0) } }

        func end() { _ = running?.end(by: SIGTERM) }
    }
}

extension Duration {
    /// Whole ones.
    var milliseconds: Int { Int(self / .milliseconds(1)) }
}
