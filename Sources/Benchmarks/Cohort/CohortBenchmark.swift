import Foundation
import Matching
import Model
import Store

/// Asks a service over loopback, as a desk, for the assignment of a whole cohort: its ventures, which are made for the
/// run, and all the mentors of the database.
struct CohortBenchmark {
    private let database: BenchmarkDatabase
    private let ventures: Int
    private let seed: Int

    static let usage = "Benchmarks cohort --database URL|--data FOLDER [--ventures 1000] [--seed 1]"

    init(_ arguments: ArraySlice<String>) throws {
        let known = BenchmarkDatabase.options + ["--ventures", "--seed"]
        let options = try Options(arguments, known: known, usage: Self.usage)
        ventures = try options.number("--ventures", or: 1_000, atLeast: 1)
        guard ventures <= Limits.cohort else {
            throw Refusal(text: "--ventures takes at most \(Limits.cohort): \(Self.usage)")
        }
        seed = try options.number("--seed", or: 1)
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        defer { database.close() }
        let world = try await ProductWorld(database, questions: 0, seed: seed)
        defer { world.close() }
        let counts = try await world.service.store.run(CountRecords())
        let made = try await makeVentures(world, members: counts.members)
        let key = try await FreshKey.make(for: .desk(world.desk), in: world.service.store)
        let service = try ServiceProcess(database)
        defer { service.stop() }
        let client = try KeepAliveClient(port: service.port)
        let question: [String: Any] = [
            "desk": world.desk.description, "name": "Invented cohort", "ventures": made.map(\.description),
        ]
        let body = try JSONSerialization.data(withJSONObject: question)
        let created = try client.ask(
            KeepAliveClient.request("/v1/cohorts", key: key, body: Array(body), isCommand: true))
        let cohort = try JSONDecoder().decode(Created.self, from: Data(created))
        for name in ["assigned", "asked again"] {
            let request = KeepAliveClient.request(
                "/v1/cohorts/\(cohort.id)/assignment", key: key, body: Array("{}".utf8), isCommand: true)
            var timing = Timing()
            let answer = try timing.measure { Result { () throws(Refusal) in Data(try client.ask(request)) } }.get()
            let total = try JSONDecoder().decode(Answer.self, from: answer).total
            say(
                "\(name): \(total.ventures) ventures among \(counts.mentors) mentors in \(timing.total); "
                    + "\(total.unmatched) unmatched, score \(total.score), \(answer.count) bytes")
        }
    }

    private func makeVentures(_ world: ProductWorld, members: Int) async throws -> [Identifier<Venture>] {
        var batch = RecordBatch()
        batch.ventures = try (0..<ventures).map { ordinal in
            let venture = try world.invented.venture(ordinal, of: members, desk: world.desk).venture
            // Another each time, so that the benchmark can run again.
            return (Identifier(UUID()), venture)
        }
        let made = batch
        try await world.service.store.transaction(as: .owner, timeout: .seconds(600)) {
            transaction throws(StoreError) in try InsertMany(made, at: .now).run(in: transaction)
        }
        return made.ventures.map(\.id)
    }

    private struct Created: Decodable {
        let id: String
    }

    private struct Answer: Decodable {
        struct Total: Decodable {
            let ventures: Int
            let unmatched: Int
            let score: Int
        }
        let total: Total
    }
}
