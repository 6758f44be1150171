import Foundation

/// Runs the same queries in other engines and in ours, one after the other, and writes the table of what each took.
///
/// An engine is driven by a script of its own (`Peers/peer_*.py`) that prints a ``PeerResult`` a line.
struct Peers {
    private let population: String
    private let queries: String?
    private let writes: Bool

    static let usage = "Benchmarks peers --population DIR [--queries N] [--write]"

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    private static let scripts = ["ranges", "scipy", "postgres", "duckdb", "tantivy", "xapian"]

    init(_ arguments: ArraySlice<String>) throws(Refusal) {
        var values: [String: String] = [:]
        var writes = false
        var rest = arguments
        while let name = rest.popFirst() {
            if name == "--write" {
                writes = true
                continue
            }
            guard ["--population", "--queries"].contains(name), let value = rest.popFirst() else {
                throw Refusal(text: "\(name) is no option, or lacks its value: \(Self.usage)")
            }
            values[name] = value
        }
        guard let population = values["--population"] else {
            throw Refusal(text: "--population DIR is missing: \(Self.usage)")
        }
        if let queries = values["--queries"], Int(queries).map({ $0 > 0 }) != true {
            throw Refusal(text: "--queries takes a number of queries, from 1: \(Self.usage)")
        }
        self.population = population
        queries = values["--queries"]
        self.writes = writes
    }

    func run() throws {
        let answers = FileManager.default.temporaryDirectory.appending(path: "answers-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: answers) }
        _ = try ask("exact", answers: answers)
        var results = [try ours()]
        for script in Self.scripts {
            for line in try ask("peer_\(script)", answers: answers).split(separator: "\n") {
                results.append(try JSONDecoder().decode(PeerResult.self, from: Data(line.utf8)))
                print(line)
            }
        }
        let page = PeerTable(results: results, machine: try Machine()).page
        print(page)
        if writes { try write(page, results) }
        let wrong = results.filter { $0.exact == true && $0.differing != 0 }
        guard wrong.isEmpty else {
            throw Refusal(text: "answers differ from the exact ones: \(wrong.map(\.name).joined(separator: ", "))")
        }
    }

    /// What this program says of our own ranking, in a process of its own like the others.
    private func ours() throws -> PeerResult {
        let said = try Program.own.output(["ranking", "--population", population, "--json"] + given)
        print(said, terminator: "")
        return try JSONDecoder().decode(PeerResult.self, from: Data(said.utf8))
    }

    private func ask(_ script: String, answers: URL) throws -> String {
        try Program.script(script).output(["--population", population, "--answers", answers.path] + given)
    }

    private var given: [String] { queries.map { ["--queries", $0] } ?? [] }

    private func write(_ page: String, _ results: [PeerResult]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = try results.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
        try Data(lines.joined().utf8).write(to: Self.folder.appending(path: "peers.jsonl"))
        try Data(page.utf8).write(to: Self.folder.appending(path: "PERFORMANCE.md"))
    }
}
