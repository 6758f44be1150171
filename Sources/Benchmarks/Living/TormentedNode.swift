import Foundation
import Synchronization

/// A ``TortureNode`` as the process that torments it sees it.
final class TormentedNode: @unchecked Sendable {
    // Unchecked: Process is not Sendable; this one is started once, and afterwards only its number and pipes are used.
    private let process = Process()
    private let input = Pipe()
    private let lines = Mutex<[String]>([])

    init(data: String, kept: Int) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["torture-node", "--data", data, "--kept", "\(kept)"]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        // A thread that reads to the end, and holds what it reads from: a handler of the file handle crashed, rarely, when the
        // node was let go while it was still watched.
        let said = output.fileHandleForReading
        Thread.detachNewThread { [weak self] in
            var rest = ""
            while case let data = said.availableData, !data.isEmpty {
                rest += String(decoding: data, as: UTF8.self)
                var pieces = rest.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                rest = pieces.popLast() ?? ""
                let new = pieces
                self?.lines.withLock { $0 += new }
            }
        }
    }

    var loads: Int { lines.withLock { $0.count { $0 == "loaded" } } }
    var merges: Int { lines.withLock { $0.count { $0 == "merged" } } }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    func hasLoaded(times: Int = 1) async throws {
        for _ in 0..<12_000 {
            if loads >= times { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Refusal(text: "a node does not load")
    }

    /// What the node says of its index.
    func verdict() async throws -> String {
        try input.fileHandleForWriting.write(contentsOf: Data("check\n".utf8))
        for _ in 0..<30_000 {
            let line = lines.withLock { $0.last { $0.hasPrefix("same") || $0.hasPrefix("wrong") } }
            if let line { return line }
            try await Task.sleep(for: .milliseconds(10))
        }
        return "wrong: no answer"
    }

    func end() {
        send(SIGKILL)
        process.waitUntilExit()
    }
}
