import Foundation
import Testing

@Suite struct LifecycleTests {
    private func migrated() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let run = try Execution("migrate", environment: Execution.environment(data: folder.path))
        #expect(run.exitCode == 0, "\(run.errors)")
        return folder
    }

    @Test func `serve refuses a database that was not migrated, and says what to do`() throws {
        let folder = try TemporaryFolder()
        let run = try Execution("serve", environment: Execution.environment(data: folder.path))
        #expect(run.exitCode == 4)
        #expect(run.errors.contains("schema_behind"))
        #expect(run.errors.contains("braingain migrate"))
    }

    @Test func `migrating twice applies nothing twice`() throws {
        let folder = try migrated()
        let again = try Execution("migrate", environment: Execution.environment(data: folder.path))
        #expect(again.exitCode == 0)
        #expect(again.output == "The schema is current.\n")
        #expect(folder.isQuiet())
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `a signal stops the service and its database cleanly`(signal: Int32) async throws {
        let folder = try migrated()
        let service = try RunningService(data: folder.path)
        #expect(try await service.get("/livez", admin: true).status == 200)
        #expect(service.end(by: signal) == 0)
        #expect(folder.postmaster == nil)
    }

    @Test func `health and metrics are on the admin address alone (checklist 33)`() async throws {
        let folder = try migrated()
        let service = try RunningService(data: folder.path)
        for page in ["/livez", "/readyz", "/metrics"] {
            #expect(try await service.get(page, admin: true).status == 200, "\(page)")
            for path in [page, "/v1\(page)"] { #expect(try await service.get(path).status == 404, "\(path)") }
        }
        #expect(service.end(by: SIGTERM) == 0)
    }

    @Test func `when the service is killed its database ends by itself, and both start again`() async throws {
        let folder = try migrated()
        #expect(try RunningService(data: folder.path).end(by: SIGKILL) == 128 + SIGKILL)
        #expect(folder.isQuiet())
        let service = try RunningService(data: folder.path)
        #expect(try await service.get("/readyz", admin: true).status == 200)
        #expect(service.end(by: SIGTERM) == 0)
    }

    @Test func `when service and database are killed at once, both start again`() async throws {
        let folder = try migrated()
        let first = try RunningService(data: folder.path)
        let postmaster = try #require(folder.postmaster)
        kill(first.processIdentifier, SIGSTOP)
        kill(postmaster, SIGKILL)
        #expect(first.end(by: SIGKILL) == 128 + SIGKILL)
        let service = try RunningService(data: folder.path)
        #expect(try await service.get("/readyz", admin: true).status == 200)
        #expect(service.end(by: SIGTERM) == 0)
    }

    @Test func `a second service on the same folder shares the database of the first`() async throws {
        let folder = try migrated()
        let first = try RunningService(data: folder.path)
        let second = try RunningService(data: folder.path)
        #expect(try await second.get("/readyz", admin: true).status == 200)
        #expect(second.end(by: SIGTERM) == 0)
        #expect(folder.postmaster != nil)
        #expect(try await first.get("/readyz", admin: true).status == 200)
        #expect(first.end(by: SIGTERM) == 0)
        #expect(folder.postmaster == nil)
    }

    @Test func `a database that dies under a running service is started again`() async throws {
        let folder = try migrated()
        let service = try RunningService(data: folder.path)
        let postmaster = try #require(folder.postmaster)
        kill(postmaster, SIGKILL)
        let isBack = (0..<600).contains { _ in
            usleep(100_000)
            return folder.postmaster.map { $0 != postmaster } ?? false
        }
        #expect(isBack)
        #expect(service.end(by: SIGTERM) == 0)
        #expect(folder.postmaster == nil)
    }

    @Test func `an address that is taken is a failure that names the setting`() throws {
        let folder = try migrated()
        let first = try RunningService(data: folder.path)
        var environment = Execution.environment(data: folder.path)
        environment["BRAINGAIN_ADMIN"] = first.admin
        let second = try Execution("serve", environment: environment)
        #expect(second.exitCode == 1)
        #expect(second.errors.contains("BRAINGAIN_ADMIN"))
        #expect(first.end(by: SIGTERM) == 0)
    }

    @Test func `the service may have as many connections open as the system allows`() throws {
        let folder = try migrated()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var before = rlimit()
        getrlimit(resource, &before)
        var few = before
        few.rlim_cur = before.rlim_max - 1
        setrlimit(resource, &few)
        defer { setrlimit(resource, &before) }
        let service = try RunningService(data: folder.path)
        let limits = try String(contentsOfFile: "/proc/\(service.processIdentifier)/limits", encoding: .utf8)
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max open files") })
        #expect(line.split(separator: " ")[3] == "\(before.rlim_max)")
        #expect(service.end(by: SIGTERM) == 0)
    }

    @Test func `a clock that stands still is said in the log`() throws {
        let folder = try migrated()
        let service = try RunningService(data: folder.path, words: ["--clock", "demo"])
        #expect(service.startLog.contains("2026-06-01T09:00:00Z"))
        #expect(service.end(by: SIGTERM) == 0)
    }
}
