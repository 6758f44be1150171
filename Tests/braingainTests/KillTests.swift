import Foundation
import Model
import Testing

/// What was acknowledged is there, once, whatever is killed in the middle.
@Suite struct KillTests {
    @Test func `of a thousand registrations none is lost or doubled when service and database are killed`() async throws
    {
        let folder = try TemporaryFolder()
        let environment = Execution.environment(data: folder.path)
        for words in [["migrate"], ["import", "starter"]] {
            #expect(try Execution(words, environment: environment).exitCode == 0)
        }
        let admin = try key(["--role", "admin"], environment)
        var service = try RunningService(data: folder.path)
        let desk = try await service.get(
            "/v1/organisations", body: Self.desk, key: admin, headers: ["Idempotency-Key": "desk"])
        #expect(desk.status == 201)
        let deskKey = try key(
            ["--role", "desk", "--organisation", try #require(desk.body["id"] as? String)], environment)

        let acknowledged = Acknowledged()
        let first = service
        async let registering: Void = Self.register(first, deskKey, acknowledged)
        while acknowledged.count < 300 { try await Task.sleep(for: .milliseconds(5)) }
        let postmaster = try #require(folder.postmaster)
        kill(service.processIdentifier, SIGSTOP)
        kill(postmaster, SIGKILL)
        #expect(service.end(by: SIGKILL) == 128 + SIGKILL)
        await registering
        let before = acknowledged.all
        #expect(before.count >= 300 && before.count < 1_000)

        service = try RunningService(data: folder.path)
        defer { _ = service.end(by: SIGTERM) }
        for (_, id) in before { #expect(try await service.get("/v1/members/\(id)", key: deskKey).status == 200) }
        // Whoever got no answer asks again, with the same key.
        await Self.register(service, deskKey, acknowledged)
        let all = acknowledged.all
        #expect(all.count == 1_000)
        #expect(Set(all.values).count == 1_000)
        for (number, id) in before { #expect(all[number] == id) }
        var found = 0
        for _ in 0..<200 where found != 1_000 {
            let answer = try await service.get("/v1/matches", body: Self.need, key: deskKey)
            found = answer.body["total"] as? Int ?? -1
            if found != 1_000 { try await Task.sleep(for: .milliseconds(100)) }
        }
        #expect(found == 1_000)
    }

    /// The identifiers of members by the number of their registration.
    private final class Acknowledged: @unchecked Sendable {
        // Unchecked: the lock guards all there is.
        private let lock = NSLock()
        private var ids: [Int: String] = [:]

        var all: [Int: String] { lock.withLock { ids } }
        var count: Int { all.count }
        func add(_ number: Int, _ id: String) { lock.withLock { ids[number] = id } }
    }

    /// Registers those who are not acknowledged, eight at a time, until the service is gone.
    private static func register(_ service: RunningService, _ key: String, _ acknowledged: Acknowledged) async {
        await withTaskGroup { group in
            for worker in 0..<8 {
                group.addTask {
                    for number in stride(from: worker, to: 1_000, by: 8) where acknowledged.all[number] == nil {
                        let headers = ["Idempotency-Key": "member-\(number)"]
                        guard
                            let answer = try? await service.get(
                                "/v1/members", body: member(number), key: key, headers: headers)
                        else { return }
                        if answer.status == 201, let id = answer.body["id"] as? String { acknowledged.add(number, id) }
                    }
                }
            }
        }
    }

    private func key(_ words: [String], _ environment: [String: String]) throws -> String {
        let run = try Execution(["key", "create"] + words, environment: environment)
        #expect(run.exitCode == 0, "\(run.errors)")
        return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static let desk = """
        {"kind": "desk", "name": {"fr": "Un bureau"}, "place": "MA-01", "zone": "Africa/Casablanca"}
        """
    private static let need = """
        {"seek": ["members"], "need": {"skills": [{"skill": "make-cheese"}]}, "limit": 1}
        """

    private static func member(_ number: Int) -> String {
        """
        {"name": "Invented \(number)", "residences": ["ES"],
         "profile": {"skills": [{"skill": "make-cheese", "level": \(number % 4 + 1)}]},
         "consents": [{"purpose": "match", "text_version": "1", "language": "fr", "channel": "paper"},
                      {"purpose": "share_with_desk", "text_version": "1", "language": "fr", "channel": "paper"}]}
        """
    }
}
