import Foundation
import Matching
import Model

/// Asks a service for matches over loopback, as a desk: how many a second it answers, and how fast at a given rate.
struct MatchesBenchmark {
    private let database: BenchmarkDatabase
    private let questions: Int
    private let clients: Int
    private let rate: Int
    private let seconds: Int
    private let seed: Int

    static let usage = """
        Benchmarks matches --database URL|--data FOLDER [--questions 1000] [--clients 4] [--rate 1000] [--seconds 20] \
        [--seed 1]
        """

    init(_ arguments: ArraySlice<String>) throws {
        let known = BenchmarkDatabase.options + ["--questions", "--clients", "--rate", "--seconds", "--seed"]
        let options = try Options(arguments, known: known, usage: Self.usage)
        questions = try options.number("--questions", or: 1_000, atLeast: 1)
        clients = try options.number("--clients", or: 4, atLeast: 1)
        rate = try options.number("--rate", or: 1_000, atLeast: 1)
        seconds = try options.number("--seconds", or: 20, atLeast: 1)
        seed = try options.number("--seed", or: 1)
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        defer { database.close() }
        let world = try await ProductWorld(database, questions: questions, seed: seed)
        defer { world.close() }
        let key = try await FreshKey.make(for: .desk(world.desk), in: world.service.store)
        let requests = try world.needs.map { need in
            let question: [String: Any] = [
                "seek": ["mentors", "members"], "limit": 20, "need": need.json(world.taxonomy),
            ]
            let body = try JSONSerialization.data(withJSONObject: question, options: .sortedKeys)
            return KeepAliveClient.request("/v1/matches", key: key, body: Array(body))
        }
        let service = try ServiceProcess(database)
        defer { service.stop() }
        say(
            "the service serves after \(service.start.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1))))"
        )
        let pages = try pages(of: requests, service)
        let (reasons, bytes) = (pages.reduce(0) { $0 + $1.reasons }, pages.reduce(0) { $0 + $1.bytes })
        say(
            "\(pages.count) questions: \(bytes / pages.count) bytes and \(reasons / pages.count) reasons a page on average"
        )
        // Opened only now, since the service closes one on which nothing is asked for ten seconds.
        let connections = try (0..<clients).map { _ in try KeepAliveClient(port: service.port) }
        for rate in [nil, rate] {
            let load = Load(requests: requests, rate: rate, seconds: seconds)
            let times = try load.run(connections)
            let name = rate.map { "\($0) a second wanted" } ?? "as fast as possible"
            say("\(name), \(clients) clients: \(times.count / seconds) /s, \(times.quantiles)")
        }
    }

    /// Each question asked once.
    private func pages(of requests: [[UInt8]], _ service: ServiceProcess) throws -> [Page] {
        let connection = try KeepAliveClient(port: service.port)
        return try requests.map { try Page(checking: connection.ask($0)) }
    }
}

/// What is counted of a page, after a look whether it is whole.
private struct Page {
    let bytes: Int
    let reasons: Int

    private struct Answer: Decodable {
        struct Item: Decodable {
            struct Part: Decodable { let points: Int }
            let score: Int
            let parts: [Part]
        }
        let items: [Item]
        let total: Int
    }

    /// Throws ``Refusal`` unless the page is full, or all there is, and each score is the sum of its reasons.
    init(checking body: ArraySlice<UInt8>) throws {
        let answer = try JSONDecoder().decode(Answer.self, from: Data(body))
        guard answer.items.count == min(20, answer.total) else { throw Refusal(text: "a page is not full") }
        guard answer.items.allSatisfy({ $0.parts.reduce(0) { $0 + $1.points } == $0.score }) else {
            throw Refusal(text: "a score is not the sum of its reasons")
        }
        bytes = body.count
        reasons = answer.items.reduce(0) { $0 + $1.parts.count }
    }
}
