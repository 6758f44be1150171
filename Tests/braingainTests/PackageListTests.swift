import Foundation
import Testing

/// What runs beside our own code can be listed, and compared with what Debian has mended (checklist 40).
@Suite struct PackageListTests {
    @Test func `each library that the program loads is listed with its version, and holes are told`() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Deploy/sbom")
        let list = try Execution([Execution.program.path], program: script)
        let lines = list.output.split(separator: "\n").map { $0.split(separator: " ") }
        for library in [
            "libpq5", "libmicrohttpd12", "libsodium23", "libssl3", "libarchive13", "libcurl4", "libjemalloc2", "libc6",
        ] {
            let asked = try Execution(
                ["-W", "-f", "${Version}", library], program: URL(filePath: "/usr/bin/dpkg-query"))
            let line = try #require(lines.first { $0[0] == library }, "\(list.output) \(list.errors)")
            #expect(line[1] == asked.output || line[1] == "\(asked.output):")
        }
        #expect(list.exitCode == (list.output.contains("mends a hole") ? 1 : 0))
    }
}
