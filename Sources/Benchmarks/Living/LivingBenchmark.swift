import Foundation
import Matching
import Model
import Postgres
import Ranking
import Store
import Synchronization

/// How soon changes are visible, how much queries slow down meanwhile, and whether memory grows.
struct LivingBenchmark: Sendable {
    private let database: BenchmarkDatabase
    private let seconds: Int
    private let rate: Int
    private let queries: Int
    /// For so many seconds queries are timed with nothing else to do.
    private let quiet = 15
    private let writers = 4
    private let askers = 2

    static let usage =
        "Benchmarks living --database URL|--data FOLDER [--seconds 300] [--rate 500] [--queries 200]"

    init(_ arguments: ArraySlice<String>) throws {
        let known = BenchmarkDatabase.options + ["--seconds", "--rate", "--queries"]
        let options = try Options(arguments, known: known, usage: Self.usage)
        seconds = try options.number("--seconds", or: 300, atLeast: 1)
        rate = try options.number("--rate", or: 500, atLeast: 1)
        queries = try options.number("--queries", or: 200, atLeast: 1)
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        defer { database.close() }
        let merges = Mutex(0)
        let node = BenchmarkNode(database) { event in
            if case .merged = event { merges.withLock { $0 += 1 } }
            if case .failed(let reason) = event { say("not followed: \(reason)") }
        }
        defer { node.stop() }
        let first = try await node.firstSnapshot()
        let asking = try await askers(of: node)
        let pool = Pool(conninfo: database.conninfo(.owner), size: writers + 1)
        defer { pool.close() }
        let writing = SteadyWriters(try RandomWriter(Store(pool: pool, as: .owner), first), writers, rate: rate)
        say("\(first.count) documents")

        try await compare("\(queries) queries a second", asking, writing, node, at: queries, for: seconds)
        try await compare("queries without a pause", asking, writing, node, at: nil, for: min(seconds, 60))
        say("\(merges.withLock { $0 }) merges")
    }

    private func askers(of node: BenchmarkNode) async throws -> SteadyQueries {
        let world = try await ProductWorld(database, questions: 200, seed: 1)
        defer { world.close() }
        let caller = Caller(role: .desk([world.desk]), principal: nil)
        let queries = try world.needs.compactMap { need throws(MatchingError) in
            try NeedRanking(need, in: node.service, as: caller, at: .now).query(of: .members)
        }
        return SteadyQueries(queries, askers, on: node.service.index)
    }

    /// Times queries alone and then beside changes.
    private func compare(
        _ title: String, _ asking: SteadyQueries, _ writing: SteadyWriters, _ node: BenchmarkNode, at rate: Int?,
        for seconds: Int
    ) async throws {
        _ = await asking.run(for: 2, at: rate)
        let alone = await asking.run(for: quiet, at: rate)
        say("\(title), alone: \(alone.count / quiet) a second, \(alone.quantiles)")
        let end = Date.now + Double(seconds)
        async let watched = Self.watch(node, until: end + 2)
        async let asked = asking.run(for: seconds, at: rate)
        async let memory: Void = Self.tellMemory(until: end)
        let commits = try await writing.run(until: end)
        await memory
        let (beside, sightings) = (await asked, await watched)
        let changes = commits.count / seconds
        say("  beside \(changes) changes a second: \(beside.count / seconds) a second, \(beside.quantiles)")
        let slower = [0.5, 0.95].map { (beside.quantile($0) ?? 0) / (alone.quantile($0) ?? 1) }
        say(String(format: "  %.2f times the p50 and %.2f times the p95", slower[0], slower[1]))
        say("  changes are visible after \(Self.delays(commits, sightings).quantiles)")
    }

    /// When which state of the database could first be seen.
    private static func watch(_ node: BenchmarkNode, until end: Date) async -> [(asOf: Date, seen: Date)] {
        await onThread {
            var sightings: [(asOf: Date, seen: Date)] = []
            while .now < end {
                if let asOf = node.service.index.snapshot?.asOf, asOf != sightings.last?.asOf {
                    sightings.append((asOf, .now))
                }
                usleep(2_000)
            }
            return sightings
        }
    }

    /// How long after each commit a state that has it could be seen.
    private static func delays(_ commits: [Date], _ sightings: [(asOf: Date, seen: Date)]) -> Timing {
        var place = 0
        var delays: [Double] = []
        for commit in commits.sorted() {
            while place < sightings.count, sightings[place].asOf < commit { place += 1 }
            delays.append(place < sightings.count ? sightings[place].seen.timeIntervalSince(commit) * 1_000 : .infinity)
        }
        return Timing(delays)
    }

    /// Says now, after a minute, and then every five minutes how much memory this process has.
    private static func tellMemory(until end: Date) async {
        let start = Date.now
        for minute in [0, 1] + Array(stride(from: 5, through: 24 * 60, by: 5)) {
            let due = start + Double(minute) * 60
            guard due < end else { break }
            try? await Task.sleep(for: .seconds(max(0, due.timeIntervalSinceNow)))
            say("  minute \(minute): \(Machine.residentBytes >> 20) MiB")
        }
        try? await Task.sleep(for: .seconds(max(0, end.timeIntervalSinceNow)))
        say("  at the end: \(Machine.residentBytes >> 20) MiB")
    }
}

/// Runs a body that blocks on a thread of its own.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread { continuation.resume(returning: body()) }.start()
    }
}
