import Foundation
import Testing

/// A data folder with the demo in it, made once a process.
enum DemoFolder {
    static let shared = Result { () throws -> TemporaryFolder in
        let folder = try TemporaryFolder.shared()
        for words in [["migrate"], ["import", "starter"], ["demo"]] {
            let run = try Execution(words, environment: Execution.environment(data: folder.path))
            try #require(run.exitCode == 0, "\(words): \(run.errors)")
        }
        return folder
    }

    static func run(_ words: String...) throws -> Execution { try run(words) }

    static func run(_ words: [String]) throws -> Execution {
        try Execution(words, environment: Execution.environment(data: try shared.get().path))
    }

    /// The desk's key.
    static func key() throws -> String {
        try String(contentsOfFile: shared.get().path + "/demo.key", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
