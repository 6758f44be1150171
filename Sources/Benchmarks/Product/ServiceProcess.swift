import Foundation

/// `braingain serve` as a process of its own, on ports that are free, with the database of the benchmark.
final class ServiceProcess {
    private let process = Process()
    let port: UInt16
    /// How long it took until it served, the index loaded.
    let start: Duration

    /// Throws ``Refusal`` when the service ends before it serves.
    init(_ database: BenchmarkDatabase) throws {
        let clock = ContinuousClock()
        let begin = clock.now
        let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "braingain")
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw Refusal(text: "\(program.path) is not there: swift build -c release --product braingain")
        }
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "BRAINGAIN_LISTEN=127.0.0.1:0", "BRAINGAIN_ADMIN=127.0.0.1:0", "BRAINGAIN_RATE=0", database.setting,
            program.path, "serve",
        ]
        let log = Pipe()
        process.standardError = log
        try process.run()
        guard let port = try Self.port(log.fileHandleForReading) else {
            process.terminate()
            throw Refusal(text: "the service has ended before it served: try \(program.path) serve")
        }
        self.port = port
        start = clock.now - begin
        // Whatever it logs from now on, so that it never waits for a reader.
        let rest = log.fileHandleForReading
        Thread.detachNewThread { while !rest.availableData.isEmpty {} }
    }

    /// Ends the service, and waits until it has.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// What the log says that it serves on; null at its end.
    private static func port(_ log: FileHandle) throws -> UInt16? {
        struct Line: Decodable {
            let message: String
            let address: String?
        }
        var text = Data()
        while case let piece = log.availableData, !piece.isEmpty {
            text += piece
            while let end = text.firstIndex(of: UInt8(ascii: "\n")) {
                let line = try? JSONDecoder().decode(Line.self, from: text[text.startIndex..<end])
                text = Data(text[(end + 1)...])
                guard let line, line.message == "serving", let address = line.address else { continue }
                return address.split(separator: ":").last.flatMap { UInt16($0) }
            }
        }
        return nil
    }
}
