import Foundation

/// The files of this repository, as the tests of its order look at them.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file below `Sources` and `Tests`, by its path from the root.
    static let swiftFiles: [(path: String, lines: [String])] = files(below: ["Sources", "Tests"], ending: ".swift")

    static func files(below folders: [String], ending: String) -> [(path: String, lines: [String])] {
        folders.flatMap { folder -> [(path: String, lines: [String])] in
            let base = root.appending(path: folder)
            let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
            return paths.filter { $0.hasSuffix(ending) }.sorted().compactMap { path in
                guard let text = try? String(contentsOf: base.appending(path: path), encoding: .utf8) else {
                    return nil
                }
                return ("\(folder)/\(path)", text.components(separatedBy: "\n"))
            }
        }
    }
}
