import Foundation

/// What the program needs of the machine, whatever the database is.
enum MachineChecks {
    static func all() -> [Finding] { [microhttpd(), isoCodes()] }

    /// The library that serves HTTP; the program would not have started without it, so this tells which file it is.
    private static func microhttpd() -> Finding {
        let bytes = try? FileHandle(forReadingAtPath: "/proc/self/maps")?.readToEnd()
        let maps = String(decoding: bytes ?? Data(), as: UTF8.self)
        let file = maps.split(separator: "\n").lazy.compactMap { $0.split(separator: " ").last }
            .first { $0.contains("libmicrohttpd") }
        return file.map { .ok("libmicrohttpd", String($0)) }
            ?? .fail("libmicrohttpd", "is not loaded", remedy: "apt-get install libmicrohttpd12")
    }

    private static func isoCodes() -> Finding {
        let file = "/usr/share/iso-codes/json/iso_3166-2.json"
        guard FileManager.default.isReadableFile(atPath: file) else {
            return .warn(
                "iso-codes", "\(file) is missing: regions cannot be imported", remedy: "apt-get install iso-codes")
        }
        return .ok("iso-codes", file)
    }
}
