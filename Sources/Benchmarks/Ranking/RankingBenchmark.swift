import Foundation
import Ranking

/// Times both indexes on random populations, and checks every answer against scoring one by one.
struct RankingBenchmark {
    private let profileCount: Int
    private let needCount: Int
    private let seed: UInt64
    /// Queries of each kind; each is timed three times after a first run that warms it up.
    private let queryCount = 100

    init(_ arguments: ArraySlice<String>) throws(Refusal) {
        var numbers = ["--profiles": 100_000, "--needs": 200_000, "--seed": 1]
        var rest = arguments
        while let name = rest.popFirst() {
            guard numbers[name] != nil else { throw Refusal(text: "\(name) is no option: \(Self.usage)") }
            guard let value = rest.popFirst().flatMap({ Int($0) }), value >= 0 else {
                throw Refusal(text: "\(name) takes a number: \(Self.usage)")
            }
            numbers[name] = value
        }
        profileCount = numbers["--profiles"] ?? 0
        needCount = numbers["--needs"] ?? 0
        seed = UInt64(numbers["--seed"] ?? 0)
    }

    static let usage = "Benchmarks ranking [--profiles 100000] [--needs 200000] [--seed 1]"

    func run() throws(Refusal) {
        try runProfiles()
        try runNeeds()
    }

    private func runProfiles() throws(Refusal) {
        var population = ProfilePopulation(count: profileCount, seed: seed)
        var build = Timing()
        let index = build.measure { ProfileIndex(population.profiles) }
        print("\(index.count) profiles: built in \(build.total), \(index.bytes / max(1, index.count)) bytes each")
        for byCountry in [false, true] {
            let queries = (0..<queryCount).map { _ in population.query(byCountry: byCountry) }
            try time(
                byCountry ? "need → profiles of a country" : "need → profiles", queries,
                answer: { index.ranked($0) }, plain: { PlainRanking.ranked(population.profiles, $0) })
        }
        let changes = population.profiles.shuffled(using: &population.world.dice).prefix(4096)
        let changed = timeChanges(changes.map { Change.upsert($0) }, of: index) { $0.applying($1) }
        try time(
            "need → profiles beside changes", (0..<queryCount).map { _ in population.query(byCountry: false) },
            answer: { changed.ranked($0) }, plain: { PlainRanking.ranked(population.profiles, $0) })
    }

    private func runNeeds() throws(Refusal) {
        var population = NeedPopulation(count: needCount, seed: seed)
        var build = Timing()
        let index = build.measure { NeedIndex(population.needs) }
        print("\(index.count) needs: built in \(build.total), \(index.bytes / max(1, index.count)) bytes each")
        for (wishing, byCountry) in [(false, false), (false, true), (true, false), (true, true)] {
            let queries = (0..<queryCount).map { _ in population.query(byCountry: byCountry, wishing: wishing) }
            let name = "profile\(wishing ? " with a wish" : "") → needs\(byCountry ? " of a country" : "")"
            try time(
                name, queries, answer: { index.ranked($0) }, plain: { PlainRanking.ranked(population.needs, $0) })
        }
        let changes = population.needs.shuffled(using: &population.world.dice).prefix(4096)
        let changed = timeChanges(changes.map { Change.upsert($0) }, of: index) { $0.applying($1) }
        try time(
            "profile with a wish → needs beside changes",
            (0..<queryCount).map { _ in population.query(byCountry: false, wishing: true) },
            answer: { changed.ranked($0) }, plain: { PlainRanking.ranked(population.needs, $0) })
    }

    private func time<Query>(
        _ name: String, _ queries: [Query], answer: (Query) -> Ranked, plain: (Query) -> Ranked
    ) throws(Refusal) {
        var timing = Timing()
        for query in queries { _ = answer(query) }
        for _ in 0..<3 {
            for query in queries { _ = timing.measure { answer(query) } }
        }
        print("\(name): \(timing.quantiles)")
        let wrong = queries.count { answer($0) != plain($0) }
        guard wrong == 0 else { throw Refusal(text: "\(name): \(wrong) answers differ from scoring one by one") }
    }

    /// Times changes that are applied one after the other.
    private func timeChanges<Index, Content>(
        _ changes: [Change<Content>], of index: Index, applying: (Index, [Change<Content>]) -> Index
    ) -> Index {
        var index = index
        var timing = Timing()
        for change in changes { index = timing.measure { applying(index, [change]) } }
        print("\(changes.count) changes, one by one in \(timing.total): \(timing.quantiles)")
        return index
    }
}
