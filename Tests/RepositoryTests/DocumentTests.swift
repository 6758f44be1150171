import Foundation
import Testing

@Suite struct DocumentTests {
    @Test func `the README is at most 120 lines`() throws {
        let readme = try String(contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.components(separatedBy: "\n").count <= 121)
    }

    @Test func `a link in a document leads somewhere`() throws {
        let documents = ["README.md", "Sources/ARCHITECTURE.md"]
        let link = try Regex<(Substring, Substring)>("\\]\\(([^)#:]+)\\)")
        for document in documents {
            let url = Repository.root.appending(path: document)
            let text = try String(contentsOf: url, encoding: .utf8)
            for match in text.matches(of: link) {
                let target = url.deletingLastPathComponent().appending(path: String(match.output.1))
                #expect(FileManager.default.fileExists(atPath: target.path), "\(document): \(match.output.1)")
            }
        }
    }

    @Test func `a decision is at most ten lines`() throws {
        let text = try String(
            contentsOf: Repository.root.appending(path: "Sources/ARCHITECTURE.md"), encoding: .utf8)
        let decisions = text.components(separatedBy: "## Decisions").last ?? ""
        var length = 0
        for line in decisions.components(separatedBy: "\n") {
            length = line.first?.isNumber == true ? 1 : length + 1
            #expect(length <= 11, "\(line)")
        }
    }

    @Test func `every folder of the sources is in the architecture's table`() throws {
        let text = try String(
            contentsOf: Repository.root.appending(path: "Sources/ARCHITECTURE.md"), encoding: .utf8)
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appending(path: "Sources").path)
        for folder in folders where !folder.hasPrefix("C") && !folder.contains(".") && folder != "Benchmarks" {
            #expect(text.contains("`Sources/\(folder)`"), "\(folder)")
        }
    }

    @Test func `nothing but what belongs there lies at the top`() throws {
        let allowed: Set = ["Package.swift", "Sources", "Tests", "SQL", "Deploy", "README.md", "LICENSE"]
        let entries = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
        #expect(Set(entries.filter { !$0.hasPrefix(".") }).subtracting(allowed).isEmpty)
    }
}
