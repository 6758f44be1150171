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
                say(compared.line(name, "foreign", "absent"))
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
    ) throws -> ComparedTimes {
        let client = try KeepAliveClient(port: service.port)
        var compared = ComparedTimes()
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
                compared.add(ContinuousClock.now - start, isFirst: id == there)
                words[id] = "\(status) " + String(decoding: body, as: UTF8.self).replacing(id, with: "{}")
            }
            let said = words.values.map { $0.replacing(/"trace":"[0-9a-f]*"/, with: "") }
            guard Set(said).count == 1, said[0].hasPrefix("404 ") else {
                throw Refusal(text: "\(question.path) is answered differently: \(said)")
            }
        }
        return compared
    }
}
