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
    /// For so many seconds queries are timed with nothing else to do.
    private let quiet = 10
    private let writers = 4

    static let usage = "Benchmarks living --database URL|--data FOLDER [--seconds 300] [--rate 500]"

    init(_ arguments: ArraySlice<String>) throws {
        let known = BenchmarkDatabase.options + ["--seconds", "--rate"]
        let options = try Options(arguments, known: known, usage: Self.usage)
        seconds = try options.number("--seconds", or: 300, atLeast: 1)
        rate = try options.number("--rate", or: 500, atLeast: 1)
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
        let documents = try await node.firstSnapshot().count
        let world = try await ProductWorld(database, questions: 200, seed: 1)
        defer { world.close() }
        let caller = Caller(role: .desk([world.desk]), key: nil)
        let queries = try world.needs.compactMap { need throws(MatchingError) in
            try NeedRanking(need, in: node.service, as: caller, at: .now).query(of: .members)
        }
        let pool = Pool(conninfo: database.conninfo(.service), size: writers + 1)
        defer { pool.close() }
        let writer = try await RandomWriter(Store(pool: pool))
        _ = await time(queries, on: node, for: 2)
        let alone = await time(queries, on: node, for: quiet)
        say("\(documents) documents; queries alone: \(alone.quantiles)")

        let end = Date.now + Double(seconds)
        async let watched = Self.watch(node, until: end + 2)
        async let beside = time(queries, on: node, for: seconds)
        async let memory: Void = Self.tellMemory(until: end)
        let commits = try await write(writer, until: end)
        await memory
        let (besides, sightings) = (await beside, await watched)
        let slower = [0.5, 0.95].map { (besides.quantile($0) ?? 0) / (alone.quantile($0) ?? 1) }
        say("queries beside \(commits.count / seconds) changes a second: \(besides.quantiles)")
        say(String(format: "%.2f and %.2f times the p50 and p95 of queries alone", slower[0], slower[1]))
        say("visible after commit: \(Self.delays(commits, sightings).quantiles)")
        say("\(merges.withLock { $0 }) merges")
    }

    /// Asks one query after the other, each ten milliseconds, on a thread of its own.
    private func time(_ queries: [ProfileQuery], on node: BenchmarkNode, for seconds: Int) async -> Timing {
        await Self.onThread {
            let end = Date.now + Double(seconds)
            var timing = Timing()
            var next = 0
            while .now < end {
                if let members = node.service.index.snapshot?.members {
                    _ = timing.measure { members.ranked(queries[next % queries.count]) }
                }
                next += 1
                usleep(10_000)
            }
            return timing
        }
    }

    /// When which state of the database could first be seen.
    private static func watch(_ node: BenchmarkNode, until end: Date) async -> [(asOf: Date, seen: Date)] {
        await onThread {
            var sightings: [(asOf: Date, seen: Date)] = []
            while .now < end {
                if let asOf = node.service.index.snapshot?.asOf, asOf != sightings.last?.asOf {
                    sightings.append((asOf, .now))
                }
                usleep(1_000)
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

    /// Changes members at the rate, and gives the instants of the commits.
    private func write(_ writer: RandomWriter, until end: Date) async throws -> [Date] {
        try await withThrowingTaskGroup(of: [Date].self) { group in
            for number in 0..<writers {
                group.addTask {
                    var dice = Dice(seed: UInt64(number) + 1)
                    var commits: [Date] = []
                    let start = Date.now
                    while .now < end {
                        let due = start + Double(commits.count * writers) / Double(rate)
                        if due > .now { try await Task.sleep(for: .seconds(due.timeIntervalSinceNow)) }
                        let member = writer.members[dice.roll(0..<writer.members.count)]
                        try await writer.store.transaction { transaction throws(StoreError) in
                            try writer.changeMember(member, in: transaction)
                        }
                        commits.append(.now)
                        await writer.store.notifyOfChange()
                    }
                    return commits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Says each minute how much memory this process has.
    private static func tellMemory(until end: Date) async {
        var minute = 0
        while .now < end {
            let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            let kilobytes = line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
            say("minute \(minute): \(kilobytes / 1_024) MiB")
            minute += 1
            try? await Task.sleep(for: .seconds(min(60, max(0.01, end.timeIntervalSinceNow))))
        }
    }

    private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: body()) }.start()
        }
    }
}
