import Foundation
import Testing

/// Chromium, without a window.
enum Browser {
    struct Shown {
        /// What the page has become.
        let page: String
        /// What stands in its console, such as what its policy forbade.
        let console: [String]
    }

    /// Opens a page and leaves it; a dialog would be waited for, and fails.
    static func open(_ address: String) throws -> Shown {
        let program = "/usr/bin/chromium"
        try #require(FileManager.default.isExecutableFile(atPath: program), "Deploy/test installs Chromium")
        let folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (page, errors) = (folder.appending(path: "page").path, folder.appending(path: "errors").path)
        for path in [page, errors] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        let browser = Process()
        browser.executableURL = URL(filePath: "/usr/bin/timeout")
        browser.arguments =
            ["--signal=KILL", "60", program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
            + ["--disable-background-networking", "--disable-component-update", "--user-data-dir=\(folder.path)/user"]
            + ["--enable-logging=stderr", "--log-level=0", "--dump-dom", address]
        browser.standardOutput = FileHandle(forWritingAtPath: page)
        browser.standardError = FileHandle(forWritingAtPath: errors)
        try browser.run()
        browser.waitUntilExit()
        try #require(browser.terminationStatus == 0, "it waits: a dialog is open")
        let lines = try String(contentsOfFile: errors, encoding: .utf8).split(separator: "\n").map(String.init)
        return Shown(
            page: try String(contentsOfFile: page, encoding: .utf8), console: lines.filter { $0.contains(":CONSOLE:") })
    }
}
