import Foundation
import Testing

/// The feed of the living index under whatever may happen, by the program that also does it at full size.
@Suite struct TortureTests {
    private static let program = Execution.program.deletingLastPathComponent().appending(path: "Benchmarks")

    @Test(.enabled("Benchmarks is not built") { FileManager.default.isExecutableFile(atPath: program.path) })
    func `three nodes whose processes, connections and server are killed have what a fresh load has`() throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = Self.program
        process.arguments = ["torture", "--members", "2000", "--seconds", "32"]
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said)")
    }
}
