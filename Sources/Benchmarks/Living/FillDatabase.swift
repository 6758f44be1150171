import Foundation
import Importing
import Model
import Postgres
import Store
import Taxonomy

/// Fills an empty database with invented people in bulk: the population of `Benchmarks ranking`, as records.
///
/// It writes as the owner and past the triggers, so it is for benchmarks alone; who follows the changes of the database
/// has to be started afterwards.
struct FillDatabase: Sendable {
    private let database: BenchmarkDatabase
    private let members: Int
    private let mentors: Int
    private let ventures: Int
    private let offers: Int
    private let seed: Int
    private let esco: String?

    static let usage = """
        Benchmarks fill --database URL|--data FOLDER [--members 1000000] [--mentors 50000] [--ventures 20000] \
        [--offers 200000] [--seed 1] [--esco FOLDER]
        """

    init(_ arguments: ArraySlice<String>) throws {
        let sizes = ["--members", "--mentors", "--ventures", "--offers"]
        let known = BenchmarkDatabase.options + sizes + ["--seed", "--esco"]
        let options = try Options(arguments, known: known, usage: Self.usage)
        members = try options.number("--members", or: 1_000_000, atLeast: 1)
        mentors = try options.number("--mentors", or: members / 20)
        ventures = try options.number("--ventures", or: members / 50)
        offers = try options.number("--offers", or: members / 5)
        guard mentors <= members else { throw Refusal(text: "a mentor is a member: give no more mentors than members") }
        seed = try options.number("--seed", or: 1)
        esco = options.text("--esco")
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        defer { database.close() }
        say("All these people, ventures and offers are invented.")
        let clock = ContinuousClock()
        let start = clock.now
        let migrating = Connection(conninfo: database.conninfo(.owner))
        _ = try migrating.migrate(SchemaMigrations.all)
        migrating.close()
        let pool = Pool(conninfo: database.conninfo(.owner), size: 1)
        defer { pool.close() }
        let store = Store(pool: pool, as: .owner)
        guard try await store.run(CountRecords()).isEmpty else {
            throw Refusal(text: "the database is not empty: invented people never mix with others")
        }
        try await importTaxonomy(store)
        let world = try InventedWorld(Taxonomy(try await store.run(LoadTaxonomy())), seed: UInt64(seed), now: .now)
        let organisations = try world.organisations
        try await store.transaction(as: .owner) { transaction throws(StoreError) in
            for (id, organisation) in organisations {
                try InsertOrganisation(id: id, organisation: organisation).run(in: transaction)
            }
        }
        try await write(world)
        say("tidying up")
        try orderCriteria()
        try await store.tidy()
        let counts = try await store.run(CountRecords())
        let seconds = (clock.now - start).components.seconds
        say(
            "\(counts.members) members, \(counts.mentors) of them mentors, \(counts.ventures) ventures and "
                + "\(counts.offers) offers in \(seconds) s")
    }

    /// Rows that come by ten thousands are packed in any order; in a database that grew by one after the other they lie as
    /// their owners do, and few are dead.
    private func orderCriteria() throws {
        let connection = Connection(conninfo: database.conninfo(.owner))
        defer { connection.close() }
        for statement in [
            "CREATE INDEX by_owner ON bg.criteria (kind, owner)", "CLUSTER bg.criteria USING by_owner",
            "DROP INDEX bg.by_owner",
        ] {
            try connection.execute(statement)
        }
    }

    private func importTaxonomy(_ store: Store) async throws {
        guard try await store.run(ReadRelease()) == nil else { return }
        if let esco {
            say("importing ESCO")
            let files = FileManager.default.enumerator(atPath: esco)?.compactMap { $0 as? String } ?? []
            let wanted = files.filter { $0.hasSuffix("csv.zip") || $0.hasSuffix("csv.gz") }.sorted()
            _ = try await ImportESCO(files: wanted.map { "\(esco)/\($0)" }).run(in: store)
        } else {
            _ = try await ImportStarter().run(in: store)
        }
    }

    /// Writes piece by piece, while the next piece is being invented.
    private func write(_ world: InventedWorld) async throws {
        let pool = Pool(conninfo: database.conninfoWithoutTriggers, size: 1)
        defer { pool.close() }
        let store = Store(pool: pool, as: .owner)
        let piece = 20_000
        let pieces = (max(members, ventures, offers) + piece - 1) / piece
        @Sendable func batch(_ number: Int) throws -> RecordBatch {
            let span = { (count: Int) in min(count, number * piece)..<min(count, (number + 1) * piece) }
            return try world.batch(
                members: span(members), mentors: mentors, of: members, ventures: span(ventures), offers: span(offers))
        }
        var next = try batch(0)
        var shown = -1
        for number in 0..<pieces {
            let present = next
            async let written: Void = store.transaction(as: .owner, timeout: .seconds(600)) {
                transaction throws(StoreError) in try InsertMany(present, at: .now).run(in: transaction)
            }
            if number + 1 < pieces { next = try batch(number + 1) }
            try await written
            let percent = 100 * (number + 1) / pieces
            if percent / 5 > shown { say("\(percent) % written") }
            shown = percent / 5
        }
    }
}
