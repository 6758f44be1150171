import Foundation
import Testing

/// The example clients of the README, run against a service with the demo's people.
@Suite(.serialized) struct ClientTests {
    static let clients = ["braingain.py", "braingain.sh"]

    private func file(_ client: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Deploy/clients/\(client)")
    }

    private func run(_ client: String, key: String? = nil) throws -> Execution {
        let service = try RunningService(data: DemoFolder.shared.get().path, words: ["--clock", "demo"])
        let run = try Execution(
            ["http://\(service.address)"], environment: key.map { ["KEY": $0] } ?? [:], program: file(client))
        #expect(service.end(by: SIGTERM) == 0)
        return run
    }

    /// The kinds and identifiers of the matches that were printed.
    private func names(_ run: Execution) -> [Substring] {
        run.output.split(separator: "\n").compactMap { line in line.split(separator: " ").first { $0.contains("/") } }
    }

    @Test(arguments: clients) func `whoever has no account finds offers`(client: String) throws {
        let found = try run(client)
        #expect(found.exitCode == 0, "\(found.errors)")
        #expect(names(found).count == 3)
        #expect(names(found).allSatisfy { $0.hasPrefix("offers/") }, "\(found.output)")
        #expect(found.output.contains(": asked "))
    }

    @Test(arguments: clients) func `a desk's venture comes, finds its mentors and goes`(client: String) throws {
        let found = try run(client, key: DemoFolder.key())
        #expect(found.exitCode == 0, "\(found.errors)")
        #expect(names(found).count == 3)
        #expect(names(found).first == "mentors/6f0eee73-c022-815b-8ae4-55d9cd28c74d", "\(found.output)")
    }

    @Test(arguments: clients) func `a refusal is told by its code`(client: String) throws {
        let refused = try run(client, key: "none")
        #expect(refused.exitCode == 1)
        #expect(refused.errors.hasPrefix("not_authenticated: "), "\(refused.errors)")
    }

    @Test(arguments: clients) func `a client is at most 100 lines`(client: String) throws {
        let text = try String(contentsOf: file(client), encoding: .utf8)
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 101)
    }
}
