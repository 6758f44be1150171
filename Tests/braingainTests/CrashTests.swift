import Foundation
import Testing

/// A crash leaves nothing of a person behind (checklist 35).
@Suite struct CrashTests {
    private static let resource = __rlimit_resource_t(RLIMIT_CORE.rawValue)

    /// What processes that are started meanwhile may dump: all of their memory.
    private func allowingDumps<Value>(_ body: () throws -> Value) throws -> Value {
        var before = rlimit()
        getrlimit(Self.resource, &before)
        var most = before
        most.rlim_cur = before.rlim_max
        try #require(before.rlim_max > 1 << 20 && setrlimit(Self.resource, &most) == 0)
        defer { setrlimit(Self.resource, &before) }
        return try body()
    }

    /// Where a crash would leave a dump in the folder in which the program runs; elsewhere its limit alone is looked at.
    private static let isDumpedHere = {
        let pattern = try? String(contentsOfFile: "/proc/sys/kernel/core_pattern", encoding: .utf8)
        return pattern?.hasPrefix("|") == false && pattern?.hasPrefix("/") == false
    }()

    private func dumps(in folder: TemporaryFolder) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.split(separator: "/").last?.hasPrefix("core") == true && !$0.contains("pg_") }
    }

    @Test func `a service and a database that crash leave no memory on the disk, and no word of it in the log`()
        async throws
    {
        let folder = try DemoFolder.shared.get()
        if Self.isDumpedHere {
            let other = try TemporaryFolder()
            let crash = "cd \(other.path) && kill -SEGV $$"
            _ = try allowingDumps { try Execution(["-c", crash], program: URL(filePath: "/bin/sh")) }
            #expect(dumps(in: other).count == 1, "what forbids nothing does leave one")
        }
        let service = try allowingDumps { try RunningService(data: folder.path, in: folder.path) }
        let registered = try await service.get(
            "/v1/members", body: CanaryTests.member, key: try DemoFolder.key(),
            headers: ["Idempotency-Key": "canarycrash"])
        #expect(registered.status == 201, "\(registered.body)")
        let backend = try #require(folder.process("postgres: bg_app"))
        for process in [service.processIdentifier, backend] {
            let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
            let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
            #expect(line.split(separator: " ").dropFirst(4).prefix(2) == ["1", "1"], "\(line)")
        }
        kill(backend, SIGSEGV)
        #expect(service.end(by: SIGSEGV) == 128 + SIGSEGV)
        #expect(folder.isQuiet())
        #expect(dumps(in: folder) == [])
        let database = try String(contentsOfFile: folder.path + "/postgres.log", encoding: .utf8)
        #expect(database.contains("signal 11"))
        for text in [service.log, database] { #expect(!text.lowercased().contains("canary")) }
        // Nor words of memory, as Swift's backtraces have them.
        #expect(service.log.split(separator: "\n").allSatisfy { $0.hasPrefix("{") }, "\(service.log.suffix(2_000))")
    }
}
