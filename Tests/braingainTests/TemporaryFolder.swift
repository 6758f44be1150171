import Foundation
import Synchronization

/// A data folder for one test, with everything that runs in it gone at its end.
final class TemporaryFolder: Sendable {
    let path: String

    /// In memory where there is such a place, and with a short path, since a socket lies in it.
    convenience init() throws {
        let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        try self.init(at: "\(base)/bg-\(UUID().uuidString.prefix(8))")
    }

    /// One for all tests of the process, gone at its end.
    static func shared() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        sharedPaths.withLock { paths in
            if paths.isEmpty {
                atexit {
                    for path in TemporaryFolder.sharedPaths.withLock({ $0 }) {
                        try? FileManager.default.removeItem(atPath: path)
                    }
                }
            }
            paths.append(folder.path)
        }
        return folder
    }

    private static let sharedPaths = Mutex<[String]>([])

    init(at path: String) throws {
        self.path = path
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

    /// The database's processes: the first is the postmaster, the others are its children.
    var processes: [pid_t] {
        guard let postmaster else { return [] }
        let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
        return [postmaster]
            + all.filter { process in
                let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
                return status.contains("\nPPid:\t\(postmaster)\n")
            }
    }

    /// The process of the database that calls itself so.
    func process(_ title: String) -> pid_t? {
        processes.first { process in
            (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8))?.hasPrefix(title) == true
        }
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
