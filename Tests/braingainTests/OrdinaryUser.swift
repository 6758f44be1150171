import Foundation

/// Somebody who is not root, whom root can become.
enum OrdinaryUser {
    private static let becoming = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--no-new-privs"]

    /// Whether we can become them, and they reach the program that was built.
    static var exists: Bool {
        geteuid() == 0 && (try? run(["test", "-x", Execution.program.path])) == 0
    }

    /// The exit status of a command that is run as the ordinary user.
    static func run(_ command: [String], data: String = "/nonexistent") throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = becoming + command
        process.environment = Execution.environment(data: data)
        for output in [\Process.standardOutput, \Process.standardError] {
            process[keyPath: output] = FileHandle.nullDevice
        }
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
