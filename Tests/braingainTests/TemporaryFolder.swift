import Foundation

/// A data folder for one test, with everything that runs in it gone at its end.
final class TemporaryFolder: Sendable {
    let path: String

    /// In memory where there is such a place, and with a short path, since a socket lies in it.
    init() throws {
        let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        path = "\(base)/bg-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        if let postmaster { kill(postmaster, SIGQUIT) }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The process of the database in it; null when none runs.
    var postmaster: pid_t? {
        let text = try? String(contentsOfFile: "\(path)/pg/postmaster.pid", encoding: .utf8)
        guard let process = text?.split(separator: "\n").first.flatMap({ pid_t($0) }), kill(process, 0) == 0 else {
            return nil
        }
        return process
    }

    /// Waits until no database runs in it; false when one still does after a minute.
    func isQuiet() -> Bool {
        for _ in 0..<600 {
            if postmaster == nil { return true }
            usleep(100_000)
        }
        return false
    }
}
