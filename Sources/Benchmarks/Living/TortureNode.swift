import Foundation
import Matching
import Postgres
import Store
import Synchronization

/// A node of `Benchmarks torture`, in a process of its own, so that it can be killed: it follows the database, tells what
/// happens to its index line by line, and compares it with a fresh load when it is asked to.
struct TortureNode: Sendable {
    private let database: BenchmarkDatabase
    private let memory: FeedMemory

    init(_ arguments: ArraySlice<String>) throws {
        let known = BenchmarkDatabase.options + ["--kept"]
        let options = try Options(arguments, known: known, usage: TortureBenchmark.usage)
        memory = TortureBenchmark.memory(kept: try options.number("--kept", or: 3_600, atLeast: 1))
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        let node = BenchmarkNode(
            database,
            adjust: { follow in
                follow.memory = memory
                follow.changesBeforeMerge = 256
            },
            report: { event in
                switch event {
                case .loaded: say("loaded")
                case .merged: say("merged")
                case .loading, .failed: break
                }
            })
        _ = try await node.firstSnapshot()
        // Not readLine, which would hold the lock that `say` waits for.
        while case let data = FileHandle.standardInput.availableData, !data.isEmpty {
            var verdict: String?
            for _ in 0..<100 where verdict == nil {
                verdict = try? await check(node)
                // The server may still be recovering.
                if verdict == nil { try await Task.sleep(for: .milliseconds(200)) }
            }
            say(verdict ?? "wrong: the database does not answer")
        }
    }

    private func check(_ node: BenchmarkNode) async throws -> String {
        let service = node.service
        let now = try await service.store.run(ReadFeedCursor()).at
        for _ in 0..<6_000 {
            if let snapshot = service.index.snapshot, snapshot.asOf > now { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        let fresh = Service(store: service.store, organisations: service.organisations) { .now }
        try await fresh.load()
        guard let snapshot = service.index.snapshot, let expected = fresh.index.snapshot, snapshot.asOf > now else {
            return "wrong: it did not catch up"
        }
        let differences = snapshot.differences(from: expected)
        return differences == 0
            ? "same \(snapshot.count)" : "wrong: \(differences) of \(expected.count) documents differ"
    }
}
