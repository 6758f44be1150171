import Foundation
import HTTP
import Matching
import Store

/// Delivers the messages that wait, by the program of the setting or into files.
struct Delivery: Sendable {
    private let program: String?
    private let folder: String
    /// How long the program may take for one message.
    private static let patience = Duration.seconds(20)
    /// For how long a file for trying out is left, which a code outlives by nothing.
    private static let fileTerm: TimeInterval = 3_600

    init(_ settings: Settings) {
        program = settings.send
        folder = settings.folder.path + "/outbox"
    }

    /// Takes what is due, and forgets what was delivered; what was not is tried again later. A message may come twice, where
    /// this program ends between the two. The log is told how many, never whom or what.
    func run(_ store: Store, _ log: Log) async throws {
        let messages = try await store.run(TakeMessages())
        if program == nil { forgetFiles() }
        // At once, so that one that takes long makes no code come too late.
        let failed = await withTaskGroup(of: Bool.self) { group in
            for message in messages {
                group.addTask {
                    do {
                        if let program { try await Self.pass(message, to: program) } else { try keep(message) }
                        try await store.run(ForgetMessage(message.id))
                        return false
                    } catch {
                        return true
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        if failed > 0 { log.write(.error, "messages not delivered", ["count": "\(failed)"]) }
    }

    /// One line of JSON.
    private static func line(_ message: OutboxMessage) -> Data {
        let bytes = JSONWriter.bytes { writer in
            writer.object { writer in
                writer.member("id", message.id.uuidString.lowercased())
                writer.member("kind", message.address.kind.rawValue)
                writer.member("to", message.address.text)
                writer.member("subject", message.subject)
                writer.member("body", message.body)
            }
        }
        return Data(bytes + [UInt8(ascii: "\n")])
    }

    /// Readable by its owner alone from its first moment.
    private func keep(_ message: OutboxMessage) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let path = "\(folder)/\(message.id.uuidString.lowercased()).json"
        let isKept = FileManager.default.createFile(
            atPath: path + ".new", contents: Self.line(message), attributes: [.posixPermissions: 0o600])
        guard isKept, rename(path + ".new", path) == 0 else { throw Failure.failed("\(folder) cannot be written") }
    }

    private func forgetFiles() {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] {
            let written = try? files.attributesOfItem(atPath: "\(folder)/\(name)")[.modificationDate] as? Date
            guard let written, Date.now.timeIntervalSince(written) > Self.fileTerm else { continue }
            try? files.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    private static func pass(_ message: OutboxMessage, to program: String) async throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        let input = Pipe()
        process.standardInput = input
        // What it says may hold the address, which belongs in no log.
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        // The database's password is none of its business.
        process.environment = ProcessInfo.processInfo.environment.filter {
            $0.key != "DATABASE_URL" && !$0.key.hasPrefix("BRAINGAIN_") && !$0.key.hasPrefix("PG")
        }
        try process.run()
        let watch = Task {
            try await Task.sleep(for: patience)
            process.terminate()
            try await Task.sleep(for: .seconds(2))
            kill(process.processIdentifier, SIGKILL)
        }
        defer { watch.cancel() }
        try? input.fileHandleForWriting.write(contentsOf: line(message))
        try? input.fileHandleForWriting.close()
        while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
        guard process.terminationStatus == 0 else { throw Failure.failed("\(program) failed") }
    }
}
