import Foundation
import Testing

/// A file system of a few megabytes in memory, gone with the value.
package final class SmallDisk: Sendable {
    package let path: String

    /// Whether this process may mount: root may not everywhere.
    package static let isPossible = (try? SmallDisk(megabytes: 1)) != nil

    package init(megabytes: Int) throws {
        path = "/dev/shm/bgt-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try #require(
            mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=0755") == 0, "the tests may not mount here")
    }

    deinit {
        umount2(path, 2)
        rmdir(path)
    }

    /// Writes a file that leaves only so much.
    package func fill(leaving megabytes: Int) throws {
        var state = statvfs()
        try #require(statvfs(path, &state) == 0)
        let free = Int(state.f_bavail) * Int(state.f_frsize) - megabytes << 20
        let file = open("\(path)/balloon", O_CREAT | O_WRONLY, 0o600)
        defer { close(file) }
        try #require(free > 0 && posix_fallocate(file, 0, free) == 0)
    }

    package func empty() { unlink("\(path)/balloon") }
}
