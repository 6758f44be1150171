import Foundation
import Testing

/// Deploy/THREATS.md promises nothing that no test shows.
@Suite struct ThreatTests {
    private func text() throws -> String {
        try String(contentsOf: Repository.root.appending(path: "Deploy/THREATS.md"), encoding: .utf8)
    }

    /// The names of the tests of a suite; null where there is no such suite.
    private func tests(of suite: Substring) -> Set<String>? {
        let files = Repository.swiftFiles.filter {
            $0.path.hasPrefix("Tests/") && $0.path.hasSuffix("/\(suite).swift")
        }
        guard !files.isEmpty else { return nil }
        let names = files.flatMap(\.lines).compactMap { $0.firstMatch(of: /func `([^`]+)`/)?.output.1 }
        // A note for whoever looks for a line of the checklist is no part of the name.
        return Set(names.map { String($0).replacing(#/ \(checklist [0-9, ]+\)$/#, with: "") })
    }

    @Test func `each line of the checklist has its tests, or says why there are none`() throws {
        let rows = try text().split(separator: "\n").map {
            $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        .filter { $0.count == 3 && Int($0[0]) != nil }
        #expect(rows.compactMap { Int($0[0]) } == Array(1...40))
        for row in rows where !row[2].hasPrefix("— ") {
            let suites = row[2].split(separator: "; ")
            for suite in suites {
                let match = try #require(suite.wholeMatch(of: /`(?:\w+\/)?(\w+Tests)`: (.+)/), "\(row[0]): \(suite)")
                let known = try #require(tests(of: match.output.1), "\(row[0]): \(match.output.1)")
                let named = match.output.2.matches(of: /\*([^*]+)\*/).map { String($0.output.1) }
                #expect(!named.isEmpty)
                for name in named { #expect(known.contains(name), "\(row[0]): \(match.output.1) has no test \(name)") }
            }
        }
    }

    @Test func `a suite that is named is there`() throws {
        for match in try text().matches(of: /`(\w+Tests)`/)
        where match.output.1 != "RepositoryTests" && match.output.1 != "MatchingTests" {
            #expect(tests(of: match.output.1) != nil, "\(match.output.1)")
        }
    }

    @Test func `secrets are compared by libsodium`() throws {
        let secret = try #require(Repository.swiftFiles.first { $0.path == "Sources/Secrets/Secret.swift" })
        #expect(secret.lines.contains { $0.contains("sodium_memcmp(") })
        for file in Repository.swiftFiles where file.path.hasPrefix("Sources/") {
            for (number, line) in file.lines.enumerated() {
                #expect(
                    line.firstMatch(of: #/\b(seal|hash|token|secret|csrf)[\w.]* == /#) == nil,
                    "\(file.path):\(number + 1)")
            }
        }
    }
}
