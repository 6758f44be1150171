import Foundation

/// One run of the real program, from its start to its end.
struct Execution {
    let exitCode: Int32
    let output: String
    let errors: String

    /// The program that was built beside the tests.
    static let program: URL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "braingain")

    init(_ words: String..., environment: [String: String] = [:]) throws {
        try self.init(words, environment: environment)
    }

    /// What a command needs to work on a data folder.
    static func environment(data: String) -> [String: String] {
        ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nonexistent", "BRAINGAIN_DATA": data]
    }

    /// - Parameters:
    ///   - environment: nothing else is inherited but the path.
    ///   - program: another one than ours.
    init(_ words: [String], environment: [String: String] = [:], program: URL = Self.program) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = words
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Errors first and small: the pipe of the output holds 64 KB meanwhile.
        let errorText = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.errors = errorText
        process.waitUntilExit()
        exitCode = process.terminationStatus
    }
}
