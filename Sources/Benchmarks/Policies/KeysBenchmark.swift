import Foundation
import Matching
import Postgres
import Store

/// Whether a key that is nearly right is refused in another time than one that is not: asked over HTTP in turn, about pairs.
struct KeysBenchmark {
    private let database: BenchmarkDatabase
    private let pairs: Int

    static let usage = "Benchmarks keys --database URL|--data FOLDER [--pairs 100000]"

    init(_ arguments: ArraySlice<String>) throws {
        let options = try Options(arguments, known: BenchmarkDatabase.options + ["--pairs"], usage: Self.usage)
        pairs = try options.number("--pairs", or: 100_000, atLeast: 10)
        database = try BenchmarkDatabase(options)
    }

    func run() async throws {
        defer { database.close() }
        let pool = Pool(conninfo: database.conninfo(.owner), size: 1)
        defer { pool.close() }
        let key = try await FreshKey.make(for: .auditor, in: Store(pool: pool, as: .owner))
        let service = try ServiceProcess(database)
        defer { service.stop() }
        let client = try KeepAliveClient(port: service.port)
        var compared = ComparedTimes()
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<pairs {
            for isNear in [true, false].shuffled(using: &dice) {
                let request = KeepAliveClient.request(
                    "/v1/audit/\(UUID().uuidString.lowercased())", method: "GET",
                    key: Self.wrong(key, isNear: isNear, &dice), body: [])
                let start = ContinuousClock.now
                let (status, _) = try client.answer(request)
                compared.add(ContinuousClock.now - start, isFirst: isNear)
                guard status == 401 else { throw Refusal(text: "a wrong key was answered by \(status)") }
            }
        }
        say(compared.line("\(pairs) pairs of wrong keys", "one letter off", "by chance"))
        say(String(format: "area under the curve %.3f, where 0.500 tells nothing", compared.area))
    }

    /// A key of the same form: with another last letter, or with other letters behind its prefix.
    private static func wrong(_ key: String, isNear: Bool, _ dice: inout some RandomNumberGenerator) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let kept = isNear ? key.dropLast() : key.prefix { $0 != "_" } + "_"
        var wrong: String
        repeat {
            wrong = String(kept)
            while wrong.count < key.count { wrong.append(letters[Int.random(in: 0..<letters.count, using: &dice)]) }
        } while wrong == key
        return wrong
    }
}
