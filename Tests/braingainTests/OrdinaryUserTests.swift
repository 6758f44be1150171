import Foundation
import Testing

/// Who is not root has a private cluster as well, made by their own hand and owned by nobody else.
@Suite(.enabled(if: OrdinaryUser.exists, "only root can become an ordinary user who reaches the program"))
struct OrdinaryUserTests {
    private func braingain(_ words: String..., data: TemporaryFolder) throws -> Int32 {
        try OrdinaryUser.run([Execution.program.path] + words, data: data.path)
    }

    @Test func `the cluster is made, migrated and opened again, and every file is the user's`() throws {
        let user = try #require(getpwnam("nobody")).pointee.pw_uid
        let folder = try TemporaryFolder()
        #expect(chown(folder.path, user, gid_t.max) == 0)
        #expect(try braingain("migrate", data: folder) == 0)
        #expect(folder.isQuiet())
        // As the service's own login.
        #expect(try braingain("key", "create", "--role", "admin", data: folder) == 0)
        #expect(folder.isQuiet())
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        #expect(files.contains("pg/PG_VERSION"))
        for file in files {
            var status = stat()
            #expect(lstat("\(folder.path)/\(file)", &status) == 0)
            #expect(status.st_uid == user, "\(file)")
        }
    }

    @Test func `a folder of somebody else is refused`() throws {
        let folder = try TemporaryFolder()
        #expect(chmod(folder.path, 0o755) == 0)
        #expect(try braingain("migrate", data: folder) == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}
