import Foundation
import Matching
import Model
import Postgres
import Store

/// What the policies cost: the service's reads over a filled database as those who may ask them, beside the same reads as
/// the owner of the tables, whose policy is `true` and who is not told who asks.
struct PoliciesBenchmark {
    private let database: BenchmarkDatabase
    private let rounds: Int

    static let usage = "Benchmarks policies --database URL|--data FOLDER [--rounds 2000]"
    /// How many times as long a read may take.
    private static let bound = 1.4

    init(_ arguments: ArraySlice<String>) throws {
        let options = try Options(arguments, known: BenchmarkDatabase.options + ["--rounds"], usage: Self.usage)
        rounds = try options.number("--rounds", or: 2_000, atLeast: 10)
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        defer { database.close() }
        let migrating = Connection(conninfo: database.conninfo(.owner))
        _ = try migrating.migrate(SchemaMigrations.all)
        migrating.close()
        let (free, bound) = (
            Pool(conninfo: database.conninfo(.owner), size: 1), Pool(conninfo: database.conninfo(.service), size: 1)
        )
        defer {
            free.close()
            bound.close()
        }
        let without = Store(pool: free, as: .owner)
        try await without.tidy()
        let counts = try await without.run(CountRecords())
        say(
            "\(counts.members) members, \(counts.mentors) mentors, \(counts.ventures) ventures, \(counts.offers) offers"
        )
        let contents = try await without.run(LoadIndex(scope: .all))
        guard let desk = contents.ventures.first?.desk else {
            throw Refusal(text: "the database is empty: Benchmarks fill makes people")
        }
        let reads = PolicyReads(contents, desk: desk)
        let with = { (asker: Asker) in Store(pool: bound, as: asker) }
        var compared = Compared(without, with, rounds: rounds)
        try await compared.compare("a member's own record, whole", reads.member) { ReadMember(id: $0) }
        try await compared.compare("a member, by a desk", reads.staff, reads.members) { ReadMember(id: $0) }
        try await compared.compare("a mentor, whole, by a desk", reads.staff, reads.mentors) { ReadMentor(id: $0) }
        try await compared.compare("a venture, whole, by its desk", reads.staff, reads.ventures) { ReadVenture(id: $0) }
        try await compared.compare("an open offer, whole, by anybody", .anonymous, reads.offers) { ReadOffer(id: $0) }
        for (kind, ids) in [
            (CardKind.member, reads.members.map(\.uuid)), (.mentor, reads.mentors.map(\.uuid)),
            (.venture, reads.ventures.map(\.uuid)), (.offer, reads.offers.map(\.uuid)),
        ] {
            try await compared.compare("20 \(kind)s' cards, by a desk", reads.staff, reads.pages(of: 20, ids)) {
                ReadCards(kind: kind, ids: $0, languages: ["en"])
            }
        }
        try await compared.compare(
            "100 members' cards, by a desk", reads.staff, reads.pages(of: 100, reads.members.map(\.uuid))
        ) {
            ReadCards(kind: .member, ids: $0, languages: ["en"])
        }
        try await compared.compare("20 members who speak French, by a desk", reads.staff, reads.members.map(\.uuid)) {
            SearchRecords(kind: .member, filter: reads.french, organisations: nil, after: $0, limit: 21)
        }
        try await compared.compare("20 ventures of a desk, by it", reads.staff, [nil as UUID?]) {
            SearchRecords(kind: .venture, filter: SearchFilter(), organisations: [desk.uuid], after: $0, limit: 21)
        }
        try await compared.compare("a cohort's ventures with their needs", reads.staff, [reads.ventures]) {
            ReadCohortVentures($0, of: desk)
        }
        say(compared.verdict(Self.bound))
    }
}

/// Who asks, and for what.
private struct PolicyReads {
    let staff: Asker
    let members: [Identifier<Member>]
    let mentors: [Identifier<Member>]
    /// Of the desk.
    let ventures: [Identifier<Venture>]
    let offers: [Identifier<Offer>]
    let french: SearchFilter

    init(_ contents: IndexContents, desk: Identifier<Organisation>) {
        var staff = Asker(.desk)
        staff.organisations = [desk.uuid]
        staff.key = UUID()
        self.staff = staff
        members = contents.members.prefix(5_000).map(\.id)
        mentors = contents.mentors.prefix(5_000).filter { $0.desks.isEmpty || $0.desks.contains(desk) }.map(\.id)
        ventures = contents.ventures.filter { $0.desk == desk }.prefix(500).map(\.id)
        offers = contents.offers.prefix(5_000).map(\.id)
        var french = SearchFilter()
        french.languages = ["fr"]
        self.french = french
    }

    /// Each member, as who asks and who is asked about.
    var member: [(Asker, Identifier<Member>)] {
        members.map { id in
            var asker = Asker(.member)
            asker.person = id.uuid
            return (asker, id)
        }
    }

    func pages<Element>(of size: Int, _ all: [Element]) -> [[Element]] {
        stride(from: 0, to: max(all.count - size, 1), by: size).map { Array(all[$0..<min($0 + size, all.count)]) }
    }
}

/// Reads in turn, with and without.
private struct Compared {
    private let without: Store
    private let with: (Asker) -> Store
    private let rounds: Int
    private var worst: (ratio: Double, name: String) = (0, "")

    init(_ without: Store, _ with: @escaping (Asker) -> Store, rounds: Int) {
        (self.without, self.with, self.rounds) = (without, with, rounds)
    }

    mutating func compare<Subject, Q: Query>(
        _ name: String, _ asker: Asker, _ subjects: [Subject], _ query: (Subject) -> Q
    ) async throws {
        try await compare(name, subjects.map { (asker, $0) }, query)
    }

    mutating func compare<Subject, Q: Query>(
        _ name: String, _ asked: [(Asker, Subject)], _ query: (Subject) -> Q
    ) async throws {
        guard !asked.isEmpty else { return say("\(name): there is none") }
        var (bound, free) = (Timing(), Timing())
        for round in 0..<rounds {
            let (asker, subject) = asked[round % asked.count]
            // Each first in turn, since the second finds the rows in the processor's memory.
            for isBound in round % 2 == 0 ? [true, false] : [false, true] {
                if isBound {
                    _ = try await bound.measure { try await with(asker).run(query(subject)) }
                } else {
                    _ = try await free.measure { try await without.run(query(subject)) }
                }
            }
        }
        let (slow, quick) = (bound.quantile(0.5) ?? 0, free.quantile(0.5) ?? 0)
        if slow / quick > worst.ratio { worst = (slow / quick, name) }
        let times = String(format: "%7.3f ms  %7.3f ms  %5.2f", quick, slow, slow / quick)
        say("\(name.padding(toLength: 44, withPad: " ", startingAt: 0))\(times)")
    }

    func verdict(_ bound: Double) -> String {
        let ratio = String(format: "%.2f", worst.ratio)
        return worst.ratio <= bound
            ? "at most \(ratio) times: \(worst.name)" : "MORE THAN \(bound) TIMES: \(ratio), \(worst.name)"
    }
}
