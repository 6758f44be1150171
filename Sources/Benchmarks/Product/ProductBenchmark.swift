import Foundation
import Matching
import Model
import Ranking
import Scoring

/// Times the ranking of needs by the product's full score beside the plain one, without HTTP and without the database:
/// every factor, musts, what the desk may see, capacity, and the reasons with fit and evidence.
struct ProductBenchmark {
    private let database: BenchmarkDatabase
    private let questions: Int
    private let checked: Int
    private let seed: Int
    /// Each query is timed so often after a first run that warms it up.
    private let rounds = 5

    static let usage = "Benchmarks product --database URL|--data FOLDER [--questions 200] [--checked 40] [--seed 1]"

    init(_ arguments: ArraySlice<String>) throws {
        let known = BenchmarkDatabase.options + ["--questions", "--checked", "--seed"]
        let options = try Options(arguments, known: known, usage: Self.usage)
        questions = try options.number("--questions", or: 200, atLeast: 1)
        checked = try options.number("--checked", or: 40)
        seed = try options.number("--seed", or: 1)
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        defer { database.close() }
        let world = try await ProductWorld(database, questions: questions, seed: seed)
        defer { world.close() }
        try await world.service.load()
        let snapshot = try world.service.snapshot()
        let caller = Caller(role: .desk([world.desk]), principal: nil)
        let members = snapshot.members
        say(
            "\(members.count) members and \(snapshot.mentors.count) mentors, \(members.bytes / members.count) bytes a member"
        )
        let rankings = try world.needs.map { need throws(MatchingError) in
            try NeedRanking(need, in: world.service, as: caller, at: world.service.now())
        }
        let full = rankings.compactMap { $0.query(of: .members) }
        let plain = zip(world.needs, full).map { Self.plain($0, $1, snapshot) }
        let basis = timed("plain: skills, a language, half of them one country", plain) { members.ranked($0) }
        timed("full score", full, basis) { members.ranked($0) }
        timed("hundred best", full.map { $0.with { $0.k = 100 } }, basis) { members.ranked($0) }
        timed("second page", full.map { $0.with { $0.after = members.ranked($0).hits.last } }, basis) {
            members.ranked($0)
        }
        timed("a filter that few pass", full.map { $0.with(Self.requireSkills) }, basis) { members.ranked($0) }
        timed("a filter that none passes", full.map { $0.with(Self.requireNothing) }, basis) { members.ranked($0) }
        timed("members and mentors, with the reasons of the best", rankings, basis) { Self.page($0, snapshot) }
        timed("from a need to its items", world.needs) { NeedItems($0, in: snapshot.taxonomy, ofMentors: true) }
        try check(full + plain, rankings, snapshot)
    }

    /// The same need with its skills alone, whose language is a must, and with its country as a partition.
    private static func plain(_ need: Need, _ full: ProfileQuery, _ snapshot: Snapshot) -> ProfileQuery {
        var skills = Need()
        skills.skills = need.skills
        var filter = Filter(conditions: full.filter.conditions.filter { $0.reason == LeftOut.mustLanguage.rawValue })
        if need.placesMust {
            let countries = Set(need.places.map { StateTerms.partition($0.country) })
            filter.partitions = .init(reason: LeftOut.mustPlace.rawValue, anyOf: countries)
        }
        return ProfileQuery(items: NeedItems(skills, in: snapshot.taxonomy, ofMentors: false).items, filter: filter)
    }

    /// Who must also have two of the skills.
    private static func requireSkills(_ query: inout ProfileQuery) {
        for item in query.items.prefix(2) {
            let alternatives = item.shape.answers.prefix(1).map {
                Condition.Alternative(term: $0.term, minimumLevel: 1)
            }
            query.filter.conditions.append(Condition(reason: LeftOut.mustSkill.rawValue, anyOf: alternatives))
        }
    }

    private static func requireNothing(_ query: inout ProfileQuery) {
        query.filter.conditions.append(Condition(reason: LeftOut.mustSkill.rawValue, anyOf: []))
    }

    /// What a page is: the best of both kinds with their reasons, fit and evidence.
    private static func page(_ ranking: NeedRanking, _ snapshot: Snapshot) -> Double {
        var hits: [(kind: Kind, hit: Hit)] = []
        for (kind, index) in [(Kind.members, snapshot.members), (.mentors, snapshot.mentors)] {
            guard let query = ranking.query(of: kind) else { continue }
            hits += index.ranked(query).hits.map { (kind, $0) }
        }
        return hits.sorted { $0.hit < $1.hit }.prefix(20).reduce(0) { sum, match in
            let explanation = ranking.explanation(of: match.hit, match.kind)
            return sum + (explanation.fit ?? 0) + explanation.evidence
        }
    }

    @discardableResult
    private func timed<Question, Answer>(
        _ name: String, _ questions: [Question], _ basis: Timing? = nil, _ ask: (Question) -> Answer
    ) -> Timing {
        var timing = Timing()
        for question in questions { _ = ask(question) }
        for _ in 0..<rounds {
            for question in questions { _ = timing.measure { ask(question) } }
        }
        let ratios = basis.map { basis in
            let times = [0.5, 0.95].map { share in
                String(format: "%.2f", (timing.quantile(share) ?? 0) / (basis.quantile(share) ?? 1))
            }
            return "; \(times.joined(separator: " and ")) times the plain one's p50 and p95"
        }
        say("\(name): \(timing.quantiles)\(ratios ?? "")")
        return timing
    }

    /// Compares answers with scoring one by one, and the reasons with the scores.
    private func check(_ queries: [ProfileQuery], _ rankings: [NeedRanking], _ snapshot: Snapshot) throws {
        let some = Array(
            stride(from: 0, to: queries.count, by: max(1, queries.count / max(1, checked))).prefix(checked))
        let documents = Array(snapshot.members.documents)
        let wrong = some.count { snapshot.members.ranked(queries[$0]) != EveryProfile.ranked(documents, queries[$0]) }
        guard wrong == 0 else { throw Refusal(text: "\(wrong) answers differ from scoring one by one") }
        for ranking in rankings.prefix(checked) {
            guard let query = ranking.query(of: .members) else { continue }
            for hit in snapshot.members.ranked(query).hits
            where ranking.explanation(of: hit, .members).score != hit.score {
                throw Refusal(text: "a score is not the sum of its reasons")
            }
        }
        say("\(some.count) answers compared with scoring one by one: none differs")
    }
}

extension ProfileQuery {
    fileprivate func with(_ change: (inout ProfileQuery) -> Void) -> ProfileQuery {
        var query = self
        change(&query)
        return query
    }
}
