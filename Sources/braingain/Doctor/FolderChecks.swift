import Foundation

/// The data folder: its rights, the room in it, and the length of its path.
enum FolderChecks {
    static func all(_ settings: Settings) -> [Finding] {
        let folder = settings.data
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: folder) else {
            return [.warn("data folder", "\(folder) is not there yet", remedy: "braingain migrate makes it")]
        }
        let rights = (attributes[.posixPermissions] as? Int) ?? 0
        let room: Finding = space(folder)
        guard FileManager.default.isWritableFile(atPath: folder) else {
            return [
                .fail("data folder", "\(folder) cannot be written", remedy: "chown it, or set BRAINGAIN_DATA"), room,
            ]
        }
        guard rights & 0o022 == 0 else {
            return [.fail("data folder", "\(folder) can be written by others", remedy: "chmod go-w \(folder)"), room]
        }
        return [.ok("data folder", folder), room]
    }

    private static func space(_ folder: String) -> Finding {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        let free = (attributes?[.systemFreeSize] as? Int) ?? 0
        let text = "\(free >> 20) MiB are free"
        let remedy = "free space: the database stops when there is none"
        if free < 256 << 20 { return .fail("disk", text, remedy: remedy) }
        return free < 2 << 30 ? .warn("disk", text, remedy: remedy) : .ok("disk", text)
    }
}
