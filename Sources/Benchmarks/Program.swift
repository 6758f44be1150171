import Foundation

/// Another process that measures, or makes what is measured.
struct Program {
    private let file: URL
    /// What stands before the arguments of a run.
    private let first: [String]

    /// This program itself.
    static let own = Program(file: URL(filePath: CommandLine.arguments[0]), first: [])

    /// A script of `Peers/`, for the interpreter that `Peers/install` sets up there.
    static func script(_ name: String) throws(Refusal) -> Program {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
        let python = sources.path + "/../../.build/peers/bin/python"
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Refusal(text: "the peers are not installed: run Sources/Benchmarks/Peers/install")
        }
        return Program(file: URL(filePath: python), first: ["-B", sources.path + "/Peers/\(name).py"])
    }

    /// What it prints; what it says of a failure goes to standard error.
    func output(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = file
        process.arguments = first + arguments
        process.standardOutput = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Refusal(text: "\((first + arguments).joined(separator: " ")) failed")
        }
        return String(decoding: said, as: UTF8.self)
    }
}
