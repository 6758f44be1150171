import Foundation
import Matching
import Model
import Postgres
import Store
import Taxonomy

/// How long suppositions and the one question to ask next take over a filled database, the cards of the page included.
struct WhatIfBenchmark {
    private let database: BenchmarkDatabase
    private let questions: Int
    private let seed: Int

    static let usage = "Benchmarks whatif --database URL|--data FOLDER [--questions 200] [--seed 1]"

    init(_ arguments: ArraySlice<String>) throws {
        let known = BenchmarkDatabase.options + ["--questions", "--seed"]
        let options = try Options(arguments, known: known, usage: Self.usage)
        questions = try options.number("--questions", or: 200, atLeast: 1)
        seed = try options.number("--seed", or: 1)
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        defer { database.close() }
        let migrating = Connection(conninfo: database.conninfo(.owner))
        _ = try migrating.migrate(SchemaMigrations.all)
        migrating.close()
        let pool = Pool(conninfo: database.conninfo(.owner), size: 2)
        defer { pool.close() }
        let now = Date.now
        let service = Service(store: Store(pool: pool, as: .owner)) { now }
        try await service.load()
        let counts = try await service.store.run(CountRecords())
        say(
            "\(counts.members) members, \(counts.mentors) mentors, \(counts.ventures) ventures, \(counts.offers) offers"
        )
        let world = try InventedWorld(
            Taxonomy(try await service.store.run(LoadTaxonomy())), seed: UInt64(seed), now: now)
        let people = try world.batch(
            members: 0..<min(questions, counts.members), mentors: 0, of: 1,
            ventures: 0..<min(questions, counts.ventures), offers: 0..<0)
        let wording = try service.wording(in: ["en"])
        try await askOffers(of: people.members.map(\.id), service, wording, now)
        try await askMentors(of: people.ventures.map(\.id), service, wording, now)
    }

    /// Members × offers.
    private func askOffers(
        of members: [Identifier<Member>], _ service: Service, _ wording: Wording, _ now: Date
    ) async throws {
        var (plain, one, three, pair, next) = (Timing(), Timing(), Timing(), Timing(), Timing())
        var (opening, asked) = (0, 0)
        for member in members {
            let caller = Caller(role: .member(member), principal: nil)
            var find = FindMatches(subject: .member(member), seek: [.offers], at: now)
            let page = try await plain.measure { try await find.run(in: service, as: caller) }
            find.askNext = true
            let question = try await next.measure { try await find.run(in: service, as: caller).askNext }
            find.askNext = false
            guard let question, let best = page.items.last else { continue }
            asked += 1
            if question.opened.values.contains(where: { $0 > 0 }) { opening += 1 }
            let others = ["places:MA", "modes:visit"]
            find.supposing = question.changes.map { wording.code($0.supposed) }
            _ = try await one.measure { try await find.run(in: service, as: caller) }
            let explain = ExplainMatch(
                subject: find.subject, other: (.offers, best.id), supposing: find.supposing, at: now)
            _ = try await pair.measure { try await explain.run(in: service, as: caller) }
            find.supposing += others.filter { !$0.hasPrefix(find.supposing[0].prefix(5)) }
            _ = try await three.measure { try await find.run(in: service, as: caller) }
        }
        say("a member's 20 best offers, with cards and reasons:            \(plain.quantiles)")
        say("  … with a supposition, its 20 best, what opens and closes:   \(one.quantiles)")
        say("  … with two or three, together and each alone:               \(three.quantiles)")
        say("  … with the one question to ask next:                        \(next.quantiles)")
        say("one offer explained, with a supposition:                      \(pair.quantiles)")
        say("\(asked) of \(members.count) members have a question; the answer opens offers to \(opening)")
    }

    /// Ventures × mentors.
    private func askMentors(
        of ventures: [Identifier<Venture>], _ service: Service, _ wording: Wording, _ now: Date
    ) async throws {
        var (plain, next, pair) = (Timing(), Timing(), Timing())
        for venture in ventures {
            var find = FindMatches(subject: .venture(venture), seek: [.mentors, .members], at: now)
            let page = try await plain.measure { try await find.run(in: service, as: .admin) }
            find.askNext = true
            _ = try await next.measure { try await find.run(in: service, as: .admin) }
            guard let best = page.items.last, let part = best.explanation.askNext else { continue }
            let explain = ExplainMatch(
                subject: find.subject, other: (best.kind, best.id), supposing: [wording.code(part.asked)], at: now)
            _ = try await pair.measure { try await explain.run(in: service, as: .admin) }
        }
        say("a venture's 20 best people, with cards and reasons:           \(plain.quantiles)")
        say("  … with the one question to ask each:                        \(next.quantiles)")
        say("one person explained, with a supposition:                     \(pair.quantiles)")
    }
}
