import Foundation
import Matching
import Model
import Postgres
import Ranking
import Store
import Synchronization

/// How long a service takes from nothing to its first answer: the index is loaded as `braingain serve` does it.
struct LoadBenchmark: Sendable {
    private let database: BenchmarkDatabase
    private let rounds: Int

    static let usage = "Benchmarks load --database URL|--data FOLDER [--rounds 3]"

    init(_ arguments: ArraySlice<String>) throws {
        let options = try Options(arguments, known: BenchmarkDatabase.options + ["--rounds"], usage: Self.usage)
        rounds = try options.number("--rounds", or: 3, atLeast: 1)
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        defer { database.close() }
        for _ in 0..<rounds { try await load() }
    }

    private func load() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let node = BenchmarkNode(database) { event in
            let seconds = String(format: "%5.2f s", (clock.now - start) / .seconds(1))
            switch event {
            case .loading(let percent): say("\(seconds)  \(percent) %")
            case .loaded(let documents): say("\(seconds)  \(documents) documents loaded")
            case .merged, .failed: say("\(seconds)  \(event)")
            }
        }
        defer { node.stop() }
        let snapshot = try await node.firstSnapshot()
        guard let need = snapshot.members.documents.first(where: { _ in true }) else { return }
        let items = need.terms.prefix(12).map { term in
            Item(weight: 20, shape: Shape(floor: 0, answers: [Answer(term: term.term, value: 250)]))
        }
        let hits = snapshot.members.ranked(ProfileQuery(items: items, k: 20)).hits.count
        say(String(format: "%5.2f s  first answer, %d hits", (clock.now - start) / .seconds(1), hits))
    }
}
