import Foundation
import Matching
import Postgres
import Store

/// Whether the feed misses anything: writers with long transactions and rollbacks, a transaction that stands open while
/// changes are forgotten, nodes and connections and the server's processes that are killed, a node that sleeps too long.
/// At the end each node's index is compared with a fresh load, document by document.
struct TortureBenchmark: Sendable {
    private let members: Int
    private let seconds: Int
    private let writers: Int
    private let nodes: Int
    private let seed: Int
    /// The hour for which changes are kept, shortened.
    private var kept: Int { max(seconds / 8, 3) }

    static let usage = "Benchmarks torture [--members 20000] [--seconds 120] [--writers 8] [--nodes 3] [--seed 1]"

    init(_ arguments: ArraySlice<String>) throws {
        let known = ["--members", "--seconds", "--writers", "--nodes", "--seed"]
        let options = try Options(arguments, known: known, usage: Self.usage)
        members = try options.number("--members", or: 20_000, atLeast: 100)
        seconds = try options.number("--seconds", or: 120, atLeast: 20)
        writers = try options.number("--writers", or: 8, atLeast: 1)
        nodes = try options.number("--nodes", or: 3, atLeast: 1)
        seed = try options.number("--seed", or: 1)
    }

    static func memory(kept: Int) -> FeedMemory {
        var memory = FeedMemory()
        memory.kept = Double(kept)
        memory.longestAbsence = Double(kept) * 5 / 6
        memory.tidied = Double(kept) / 10
        return memory
    }

    func run() async throws {
        let folder = "/tmp/braingain-torture-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await FillDatabase(["--data", folder, "--members", "\(members)", "--seed", "\(seed)"]).run()
        let database = try BenchmarkDatabase(Options(["--data", folder], known: ["--data"], usage: Self.usage))
        defer { database.close() }
        let torment = try Torment(nodes: nodes, folder: folder, kept: kept)
        defer { torment.end() }
        try await torment.allHaveLoaded()
        let pool = Pool(conninfo: database.conninfo(.owner), size: writers + 2)
        defer { pool.close() }
        let service = Service(store: Store(pool: pool, as: .owner)) { .now }
        try await service.load()
        guard let snapshot = service.index.snapshot else { throw Refusal(text: "nothing was loaded") }
        let writer = try RandomWriter(service.store, snapshot)
        let (half, end) = (ContinuousClock.now + .seconds(seconds / 2), ContinuousClock.now + .seconds(seconds))
        async let held: Void = hold(writer, until: half)
        async let tormented: Void = torment.run(from: half, until: end, seed: seed)
        async let missed = control(database, until: half)
        let committed = await withTaskGroup(of: Int.self) { group in
            for number in 0..<writers { group.addTask { await write(writer, number, until: end) } }
            return await group.reduce(0, +)
        }
        try await held
        try await tormented
        let (lost, of) = try await missed
        say("\(committed) transactions committed; a reader by number missed \(lost) of \(of) records")
        guard lost > 0 else { throw Refusal(text: "the control misses nothing, so the run proves nothing") }
        try await torment.judge()
        say("\(try await writer.store.run(CountChanges())) changes are still kept")
    }

    /// Writes until the end, now quickly and now taking up to two seconds, and takes back a third.
    private func write(_ writer: RandomWriter, _ number: Int, until end: ContinuousClock.Instant) async -> Int {
        var committed = 0
        var round: UInt64 = 0
        while .now < end {
            round += 1
            let seed = UInt64(self.seed) << 40 | UInt64(number) << 32 | round
            do {
                try await writer.store.transaction { transaction throws(StoreError) in
                    var dice = Dice(seed: seed)
                    for _ in 0..<dice.roll(1..<4) { try writer.change(&dice, in: transaction) }
                    usleep(UInt32(dice.chance(10) ? dice.roll(0..<2_000_000) : dice.roll(0..<20_000)))
                    if dice.chance(33) { throw .notFound }
                }
                committed += 1
            } catch {
                // It was taken back, or its connection was killed.
            }
        }
        return committed
    }

    /// A transaction that writes at its beginning and stands open while changes are forgotten again and again.
    private func hold(_ writer: RandomWriter, until end: ContinuousClock.Instant) async throws {
        try await writer.store.transaction(timeout: .seconds(seconds)) { transaction throws(StoreError) in
            var dice = Dice(seed: 0)
            try writer.changeMember(&dice, in: transaction)
            while .now < end { usleep(50_000) }
        }
    }

    /// How many records a reader by number missed, and of how many.
    private func control(
        _ database: BenchmarkDatabase, until end: ContinuousClock.Instant
    ) async throws -> (lost: Int, of: Int) {
        let pool = Pool(conninfo: database.conninfo(.service), size: 1)
        defer { pool.close() }
        let store = Store(pool: pool)
        var reader = try await NumberReader(store)
        while .now < end {
            try await reader.follow(store)
            try await Task.sleep(for: .milliseconds(5))
        }
        return (reader.seen.subtracting(reader.seenByNumber).count, reader.seen.count)
    }
}
