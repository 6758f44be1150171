import Foundation
import Ranking

/// Times the queries of populations that other engines are measured on, too, in all the ways that they are asked.
struct PopulationBenchmark {
    private let folders: [URL]
    /// How many of the profiles to take, one after the other; empty takes all.
    private let sizes: [Int]
    private let queryCount: Int?
    private let asJSON: Bool
    /// Each query is timed so often after a first run that warms it up.
    private let rounds = 5

    static let usage = "Benchmarks ranking --population DIR [--population DIR …] [--first N …] [--queries N] [--json]"

    init(_ arguments: ArraySlice<String>) throws(Refusal) {
        var folders: [URL] = []
        var sizes: [Int] = []
        var queries: String?
        var asJSON = false
        var rest = arguments
        while let name = rest.popFirst() {
            if name == "--json" {
                asJSON = true
                continue
            }
            let value = rest.popFirst()
            switch (name, value) {
            case ("--population", .some(let folder)): folders.append(URL(filePath: folder))
            case ("--queries", .some(let count)): queries = count
            case ("--first", .some(let count)):
                guard let size = Int(count), size > 0 else {
                    throw Refusal(text: "--first takes a number of profiles, from 1: \(Self.usage)")
                }
                sizes.append(size)
            default: throw Refusal(text: "\(name) is no option, or lacks its value: \(Self.usage)")
            }
        }
        if let queries, Int(queries).map({ $0 > 0 }) != true {
            throw Refusal(text: "--queries takes a number of queries, from 1: \(Self.usage)")
        }
        self.folders = folders
        self.sizes = sizes
        queryCount = queries.flatMap { Int($0) }
        self.asJSON = asJSON
    }

    func run() throws {
        for folder in folders {
            let population = try PopulationFiles(folder: folder)
            let queries = Array(population.queries.prefix(queryCount ?? .max))
            for size in sizes.isEmpty ? [population.profiles.count] : sizes {
                try run(queries, Array(population.profiles.prefix(size)))
            }
        }
    }

    private func run(_ queries: [ProfileQuery], _ profiles: [Document]) throws {
        var build = Timing()
        let index = build.measure { ProfileIndex(profiles) }
        var wrong = queries.count { index.ranked($0) != PlainRanking.ranked(profiles, $0) }
        let plain = timed(queries, index)
        let result = PeerResult(
            name: "BrainGain", queries: queries.count, p50: plain.all.quantile(0.5), p95: plain.all.quantile(0.95),
            p99: plain.all.quantile(0.99), medianAllCountries: plain.everywhere.quantile(0.5),
            medianOneCountry: plain.country.quantile(0.5), buildMilliseconds: build.last.rounded(),
            bytesPerProfile: Double(index.bytes / max(1, index.count)), differing: wrong, exact: true,
            note: "also counts who matches and who is left out, by reason")
        if asJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(result), as: UTF8.self))
        } else {
            print("\(index.count) profiles: built in \(build.total), \(index.bytes / max(1, index.count)) bytes each")
            say("twenty best", plain)
            say(
                "with caches flushed before each", timed(queries, index, before: cachesFlushed()))
            for (name, queries) in variants(queries, index) {
                say(name, timed(queries, index))
                wrong += wrongSample(queries, index, profiles)
            }
            sayThroughput(queries, index)
        }
        guard wrong == 0 else { throw Refusal(text: "\(wrong) answers differ from scoring one by one") }
    }

    /// Times of all queries, and of those without and with a country.
    private struct Times {
        var all: Timing
        var everywhere: Timing
        var country: Timing
    }

    private func timed(_ queries: [ProfileQuery], _ index: ProfileIndex, before: () -> Void = {}) -> Times {
        var times: [(country: Bool, time: Double)] = []
        for query in queries { _ = index.ranked(query) }
        for _ in 0..<rounds {
            for query in queries {
                before()
                var timing = Timing()
                _ = timing.measure { index.ranked(query) }
                times.append((query.filter.partitions != nil, timing.last))
            }
        }
        return Times(
            all: Timing(times.map(\.time)), everywhere: Timing(times.filter { !$0.country }.map(\.time)),
            country: Timing(times.filter(\.country).map(\.time)))
    }

    private func say(_ name: String, _ times: Times) {
        let medians = [("all countries", times.everywhere), ("one country", times.country)].map { name, timing in
            "\(name) \(timing.quantile(0.5).map { String(format: "%.3f", $0) } ?? "–")"
        }
        print("\(name): \(times.all.quantiles); median of \(medians.joined(separator: ", of "))")
    }

    /// Writes more than the caches hold.
    private func cachesFlushed() -> () -> Void {
        var sweep = [UInt8](repeating: 0, count: 128 << 20)
        return { for place in stride(from: 0, to: sweep.count, by: 64) { sweep[place] &+= 1 } }
    }

    /// The same queries, asked in other ways.
    private func variants(_ queries: [ProfileQuery], _ index: ProfileIndex) -> [(name: String, [ProfileQuery])] {
        [
            ("hundred best", queries.map { changed($0) { $0.k = 100 } }),
            ("second page", queries.map { query in changed(query) { $0.after = index.ranked(query).hits.last } }),
            ("no filter", queries.map { changed($0) { $0.filter = Filter() } }),
            (
                "a filter that few pass",
                queries.map { query in
                    changed(query) { $0.filter.conditions += query.items.prefix(2).map(Self.having) }
                }
            ),
            (
                "a filter that none passes",
                queries.map { changed($0) { $0.filter.partitions = .init(reason: 1, anyOf: [999]) } }
            ),
        ]
    }

    /// How many of each 25th answer differ from scoring one by one.
    private func wrongSample(_ queries: [ProfileQuery], _ index: ProfileIndex, _ profiles: [Document]) -> Int {
        stride(from: 0, to: queries.count, by: 25).count {
            index.ranked(queries[$0]) != PlainRanking.ranked(profiles, queries[$0])
        }
    }

    private func changed(_ query: ProfileQuery, _ change: (inout ProfileQuery) -> Void) -> ProfileQuery {
        var query = query
        change(&query)
        return query
    }

    /// That a profile has a skill which an item asks.
    private static func having(_ item: Item) -> Condition {
        Condition(reason: 3, anyOf: item.shape.answers.prefix(1).map { .init(term: $0.term, minimumLevel: 1) })
    }

    private func sayThroughput(_ queries: [ProfileQuery], _ index: ProfileIndex) {
        let counts = [1, 2].map { threads in
            let clock = ContinuousClock()
            let end = clock.now + .seconds(3)
            let counts = (0..<threads).map { _ in Counter() }
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                while clock.now < end {
                    for query in queries.prefix(20) { _ = index.ranked(query) }
                    counts[thread].count += 20
                }
            }
            return counts.reduce(0) { $0 + $1.count } / 3
        }
        print("queries a second: one thread \(counts[0]), two \(counts[1])")
    }
}

/// What one thread counts.
///
/// Unchecked: one thread alone writes it, and it is read after all have ended.
private final class Counter: @unchecked Sendable {
    var count = 0
}
