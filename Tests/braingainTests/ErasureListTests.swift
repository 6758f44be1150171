import Foundation
import Testing

@Suite struct ErasureListTests {
    private let folder: TemporaryFolder
    private let ids = [UUID(), UUID()].map { $0.uuidString.lowercased() }

    /// A data folder with two members.
    init() throws {
        folder = try TemporaryFolder()
        let file = "\(folder.path)/members.csv"
        try "id,name\n\(ids[0]),First Invented\n\(ids[1]),Second Invented\n".write(
            toFile: file, atomically: true, encoding: .utf8)
        for words in [["migrate"], ["import", "starter"], ["import", "members", file]] {
            let run = try run(words)
            try #require(run.exitCode == 0, "\(words): \(run.output)\(run.errors)")
        }
    }

    private func run(_ words: [String]) throws -> Execution {
        try Execution(words, environment: Execution.environment(data: folder.path))
    }

    private var list: String? { try? String(contentsOfFile: "\(folder.path)/erasures", encoding: .utf8) }

    @Test func `an erasure is meant, done once, and listed beside the database`() throws {
        #expect(try run(["erase", ids[0]]).exitCode == 2)
        #expect(list == nil)
        let first = try run(["erase", ids[0], "--sure"])
        #expect(first.exitCode == 0, "\(first.errors)")
        #expect(list == "\(ids[0])\n")
        #expect(try run(["erase", ids[0], "--sure"]).exitCode == 3)
        #expect(try run(["export", "member", ids[0]]).exitCode == 3)
        #expect(try run(["export", "member", ids[1]]).exitCode == 0)
        #expect(try run(["audit", "show", ids[0]]).output.contains("delete"))
        #expect(try run(["audit", "verify"]).exitCode == 0)
    }

    /// The list knows somebody whom the database has not erased: so it is with a backup that was made before.
    @Test func `a restored backup forgets again whom it still knows, before anybody is answered`() throws {
        try "\(ids[1])\n".write(toFile: "\(folder.path)/erasures", atomically: true, encoding: .utf8)
        let service = try RunningService(data: folder.path)
        defer { _ = service.end(by: SIGTERM) }
        #expect(service.startLog.contains("erased again"))
        #expect(try run(["export", "member", ids[1]]).exitCode == 3)
        #expect(try run(["export", "member", ids[0]]).exitCode == 0)
    }

    @Test func `a restored backup makes two records one again`() throws {
        try "\(ids[1]) \(ids[0])\n".write(toFile: "\(folder.path)/erasures", atomically: true, encoding: .utf8)
        let service = try RunningService(data: folder.path)
        defer { _ = service.end(by: SIGTERM) }
        #expect(service.startLog.contains("erased again"))
        #expect(try run(["export", "member", ids[1]]).exitCode == 3)
        #expect(try run(["export", "member", ids[0]]).exitCode == 0)
        #expect(try run(["erase", ids[0], "--sure"]).exitCode == 0)
        #expect(list == "\(ids[1]) \(ids[0])\n\(ids[0])\n")
    }

    /// As the owner does where others run the database, and the service may not.
    @Test func `whoever owns the database has a restored backup forget as the list says, and once`() throws {
        try "\(ids[1]) \(ids[0])\n".write(toFile: "\(folder.path)/erasures", atomically: true, encoding: .utf8)
        #expect(try run(["erase", "--again"]).exitCode == 2)
        #expect(try run(["erase", ids[0], "--again", "--sure"]).exitCode == 2)
        let first = try run(["erase", "--again", "--sure"])
        #expect(first.exitCode == 0 && first.output.contains("Erased again: 1."), "\(first.output)\(first.errors)")
        #expect(try run(["export", "member", ids[1]]).exitCode == 3)
        #expect(try run(["export", "member", ids[0]]).exitCode == 0)
        #expect(try run(["erase", "--again", "--sure"]).output.contains("Erased again: 0."))
    }

    @Test(arguments: ["nobody", "", "%@ nobody", "%@  %@", "%@ %@ %@"])
    func `a list that cannot be read stops the service instead of bringing somebody back`(line: String) throws {
        let second = line.isEmpty ? " " : line.replacingOccurrences(of: "%@", with: ids[0])
        try "\(ids[1])\n\(second)\n".write(toFile: "\(folder.path)/erasures", atomically: true, encoding: .utf8)
        let refused = try run(["serve"])
        #expect(refused.exitCode == 1)
        #expect(refused.errors.contains("line 2"))
    }
}
