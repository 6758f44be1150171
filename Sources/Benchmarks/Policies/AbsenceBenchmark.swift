import Foundation
import Matching
import Model
import Postgres
import Store

/// Whether a record that one may not know of is answered as one that is not there: in the same words, and in a time that
/// tells nothing. Each question is asked about both in turn, over HTTP.
struct AbsenceBenchmark {
    private let database: BenchmarkDatabase
    private let rounds: Int

    static let usage = "Benchmarks absence --database URL|--data FOLDER [--rounds 2000]"
    /// Of the normal distribution of Mann and Whitney's U: one of a thousand questions lies beyond without a difference.
    private static let bound = 3.29

    init(_ arguments: ArraySlice<String>) throws {
        let options = try Options(arguments, known: BenchmarkDatabase.options + ["--rounds"], usage: Self.usage)
        rounds = try options.number("--rounds", or: 2_000, atLeast: 10)
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        defer { database.close() }
        let pool = Pool(conninfo: database.conninfo(.owner))
        defer { pool.close() }
        let store = Store(pool: pool, as: .owner)
        let contents = try await store.run(LoadIndex(scope: .all))
        let service = try ServiceProcess(database)
        defer { service.stop() }
        var told: [String] = []
        for subject in try await AbsenceWorld(contents, most: rounds, service, in: store).subjects {
            for question in subject.questions {
                let compared = try compare(question, of: subject, service)
                let name = "\(subject.name) \(question.method) \(question.path)"
                say(compared.line(name))
                if abs(compared.deviation) > Self.bound { told.append(name) }
            }
        }
        say(
            told.isEmpty ? "no time tells whether a record is there" : "the time tells: \(told.joined(separator: ", "))"
        )
    }

    /// Throws ``Refusal`` where the words of the answers differ.
    private func compare(
        _ question: AbsenceWorld.Question, of subject: AbsenceWorld.Subject, _ service: ServiceProcess
    ) throws -> Compared {
        let client = try KeepAliveClient(port: service.port)
        var compared = Compared()
        var dice = SystemRandomNumberGenerator()
        let none = subject.records.map { _ in UUID().uuidString.lowercased() }
        for round in 0..<rounds {
            let there = subject.records[round % none.count]
            let absent = none[round % none.count]
            var words: [String: String] = [:]
            for id in [there, absent].shuffled(using: &dice) {
                let request = KeepAliveClient.request(
                    question.path.replacing("{}", with: id), method: question.method, key: subject.key,
                    body: Array(question.body.utf8), isCommand: question.method == "POST",
                    more: ["PATCH", "DELETE"].contains(question.method) ? "If-Match: \"1\"\r\n" : "")
                let start = ContinuousClock.now
                let (status, body) = try client.answer(request)
                compared.add(ContinuousClock.now - start, isThere: id == there)
                words[id] = "\(status) " + String(decoding: body, as: UTF8.self).replacing(id, with: "{}")
            }
            let said = words.values.map { $0.replacing(/"trace":"[0-9a-f]*"/, with: "") }
            guard Set(said).count == 1, said[0].hasPrefix("404 ") else {
                throw Refusal(text: "\(question.path) is answered differently: \(said)")
            }
        }
        return compared
    }

    private struct Compared {
        private var there: [Double] = []
        private var absent: [Double] = []

        mutating func add(_ time: Duration, isThere: Bool) {
            if isThere { there.append(time / .milliseconds(1)) } else { absent.append(time / .milliseconds(1)) }
        }

        /// How far Mann and Whitney's U lies from what no difference gives, in its standard deviations.
        var deviation: Double {
            let all = (there.map { ($0, 1.0) } + absent.map { ($0, 0.0) }).sorted { $0.0 < $1.0 }
            let ranks = all.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element.1 }
            let (n, m) = (Double(there.count), Double(absent.count))
            return (ranks - n * (n + m + 1) / 2) / (n * m * (n + m + 1) / 12).squareRoot()
        }

        func line(_ name: String) -> String {
            let medians = [there, absent].map { String(format: "%.3f ms", Timing($0).quantile(0.5) ?? 0) }
            return name.padding(toLength: 46, withPad: " ", startingAt: 0)
                + "foreign \(medians[0])  absent \(medians[1])  deviation \(String(format: "%+.1f", deviation))"
        }
    }
}
