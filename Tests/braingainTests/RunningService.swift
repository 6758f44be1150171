import Foundation
import FoundationNetworking
import Synchronization
import Testing

/// `braingain serve` as a process of its own on free ports, until it is told to stop.
final class RunningService: @unchecked Sendable {
    // Unchecked: the process is started and waited for by one test at a time, and the rest never changes.
    private let process = Process()
    private let errors = Pipe()
    /// Where the interface is served, as the log says.
    let address: String
    let admin: String
    /// What it logged until then.
    let startLog: String
    private let later = Later()
    /// All that it has logged.
    var log: String { startLog + later.log.withLock { String(decoding: $0, as: UTF8.self) } }

    /// Starts it, and returns when it serves.
    ///
    /// - Parameters:
    ///   - environment: settings beside the folder; no limit of the rate where nothing else is said.
    ///   - folder: the one in which it runs; null is that of the tests.
    init(data: String, words: [String] = [], environment: [String: String] = [:], in folder: String? = nil) throws {
        process.executableURL = Execution.program
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.arguments = ["serve"] + words
        process.environment = Execution.environment(data: data).merging(
            ["BRAINGAIN_LISTEN": "127.0.0.1:0", "BRAINGAIN_ADMIN": "127.0.0.1:0", "BRAINGAIN_RATE": "0"]
        ) { $1 }.merging(environment) { $1 }
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let served: [String: String]
        (served, startLog) = try Self.line(saying: "serving", from: errors.fileHandleForReading)
        address = try #require(served["address"])
        admin = try #require(served["admin"])
        // What comes later is read as well, or the process would wait when the pipe is full.
        let rest = errors.fileHandleForReading
        Thread.detachNewThread { [later] in
            while case let data = rest.availableData, !data.isEmpty { later.log.withLock { $0 += data } }
        }
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    var processIdentifier: pid_t { process.processIdentifier }

    /// Sends a signal and gives the exit status.
    func end(by signal: Int32) -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    }

    /// What comes back; `retryAfter` in seconds, null without the header.
    typealias Answer = (status: Int, body: [String: Any], retryAfter: Int?)

    /// Asks the interface, or the admin address.
    ///
    /// - Parameter method: null is GET, or POST where there is a body.
    func get(
        _ path: String, admin: Bool = false, method: String? = nil, body: String? = nil, key: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        let url = try #require(URL(string: "http://\(admin ? self.admin : address)\(path)"))
        var request = URLRequest(url: url, timeoutInterval: 60)
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.httpMethod = "POST"
            request.httpBody = Data(body.utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        if let method { request.httpMethod = method }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await URLSession.shared.data(for: request)
        let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        let answer = response as? HTTPURLResponse
        return (
            answer?.statusCode ?? 0, object ?? [:], answer?.value(forHTTPHeaderField: "Retry-After").flatMap { Int($0) }
        )
    }

    /// The first line of the log with a message; throws with the whole log when there is none.
    private static func line(saying message: String, from log: FileHandle) throws -> ([String: String], log: String) {
        var text = Data()
        while true {
            let more = log.availableData
            guard !more.isEmpty else { throw Silent(log: String(decoding: text, as: UTF8.self)) }
            text += more
            for line in text.split(separator: 10) {
                let fields = try? JSONDecoder().decode([String: String].self, from: Data(line))
                if let fields, fields["message"] == message {
                    return (fields, String(decoding: text, as: UTF8.self))
                }
            }
        }
    }

    private final class Later: Sendable {
        let log = Mutex(Data())
    }

    struct Silent: Error {
        let log: String
    }
}
