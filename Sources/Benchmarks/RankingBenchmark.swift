import Foundation
import Ranking

/// Times the ranking of a population and checks every answer against scoring one by one.
struct RankingBenchmark {
    private let folder: String
    private let k: Int
    private let rounds: Int
    private let flushes: Bool
    private let checks: Bool

    init(_ arguments: ArraySlice<String>) throws {
        func option(_ name: String) -> String? {
            arguments.firstIndex(of: name).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
        }
        guard let folder = option("--population") else { throw Refusal(text: "--population DIR is missing") }
        self.folder = folder
        k = option("--k").flatMap { Int($0) } ?? 20
        rounds = option("--rounds").flatMap { Int($0) } ?? 3
        flushes = arguments.contains("--flush")
        checks = !arguments.contains("--unchecked")
    }

    func run() throws {
        let population = try Population(folder: folder)
        let clock = ContinuousClock()
        var documents = (0..<population.count).map { Self.document($0, of: population) }
        var index = ProfileIndex([])
        let build = clock.measure { index = ProfileIndex(documents) }
        documents = []
        let queries = population.requests.map { Self.query($0, k: k) }
        print("profiles \(index.count), built in \(Self.milliseconds(build)) ms from documents,", terminator: " ")
        print("\(index.bytes / max(1, index.count)) bytes a profile")

        var times: [(milliseconds: Double, byCountry: Bool)] = []
        var cold = [UInt8](repeating: 0, count: flushes ? 128 << 20 : 0)
        for round in 0..<rounds + 1 {
            for (query, request) in zip(queries, population.requests) {
                for line in stride(from: 0, to: cold.count, by: 64) { cold[line] &+= 1 }
                let start = clock.now
                let ranked = index.ranked(query)
                let time = clock.now - start
                precondition(ranked.hits.count <= k)
                if round > 0 || flushes { times.append((Self.milliseconds(time), request.country != nil)) }
            }
        }
        report("all", times.map(\.milliseconds))
        report("none", times.filter { !$0.byCountry }.map(\.milliseconds))
        report("country", times.filter { $0.byCountry }.map(\.milliseconds))
        guard checks else { return }
        let wrong = zip(queries, population.requests).filter { query, request in
            index.ranked(query) != OneByOneRanking(request, of: population).ranked(k: k)
        }.count
        print("differing from one by one: \(wrong) of \(queries.count)")
        if wrong > 0 { throw Refusal(text: "the ranking is wrong") }
    }

    private func report(_ name: String, _ times: [Double]) {
        guard !times.isEmpty else { return }
        let sorted = times.sorted()
        func quantile(_ share: Double) -> String {
            String(format: "%.3f", sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))])
        }
        print("\(name): p50 \(quantile(0.5)) p95 \(quantile(0.95)) p99 \(quantile(0.99)) ms")
    }

    private static func milliseconds(_ time: Duration) -> Double {
        Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
    }

    private static func skill(_ number: Int) -> Term { Term(rawValue: UInt32(number)) }
    private static func language(_ number: Int) -> Term { Term(rawValue: 1 << 28 | UInt32(number)) }

    private static func document(_ profile: Int, of population: Population) -> Document {
        let places = Int(population.starts[profile])..<Int(population.starts[profile + 1])
        var terms: [TermLevel] = []
        terms.reserveCapacity(places.count + 4)
        for place in places {
            terms.append(TermLevel(term: skill(Int(population.skills[place])), level: population.levels[place]))
        }
        for number in 0..<16 where population.languages[profile] >> UInt16(number) & 1 == 1 {
            terms.append(TermLevel(term: language(number)))
        }
        return Document(
            identifier: UInt128(profile), partition: UInt16(population.countries[profile]), terms: terms)
    }

    private static func query(_ request: Population.Request, k: Int) -> ProfileQuery {
        let items = request.need.map { need in
            func answer(_ skill: Int, _ relatedness: Double) -> Answer {
                var values = SIMD8<UInt8>.zero
                for level in 1...4 {
                    values[level] = Population.value(relatedness: relatedness, level: level, asked: need.level)
                }
                return Answer(term: Self.skill(skill), values: values)
            }
            let answers = [answer(need.skill, 1)] + need.related.map { answer($0.skill, $0.relatedness) }
            return Item(weight: UInt8(need.importance), shape: Shape(floor: 0, answers: answers))
        }
        let spoken = Condition(
            reason: 2, anyOf: request.languages.map { Condition.Alternative(term: language($0)) })
        let filter = Filter(
            partitions: request.country.map { Filter.Partitions(reason: 1, anyOf: [UInt16($0)]) },
            conditions: [spoken])
        return ProfileQuery(items: items, filter: filter, k: k)
    }
}

/// Why a benchmark does not go on.
struct Refusal: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}
