import Foundation

/// The official files beside the repository, which are too large to be committed. Where they are absent the tests of them
/// are skipped, and the runner says so.
enum OfficialFiles {
    static let folder: String? = {
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let data = folder.appending(path: "shared/data").path
            if FileManager.default.fileExists(atPath: data) { return data }
        }
        return nil
    }()

    static var areHere: Bool { folder != nil }

    static func paths(_ names: [String]) -> [String] { names.map { "\(folder ?? "")/\($0)" } }

    /// ESCO v1.1.1 in English with its relations, and labels in French, Spanish and Arabic.
    static let esco = paths([
        "esco-v1.1.1-official/ESCO dataset - v1.1.1 - classification - en - csv.zip",
        "esco-v1.1.1-official/ESCO dataset - v1.1.1 - classification -  - csv.zip",
        "esco-derived-labels-v1.1.1/skills_fr.csv.gz", "esco-derived-labels-v1.1.1/skills_es.csv.gz",
        "esco-derived-labels-v1.1.1/skills_ar.SAMPLE35.csv", "esco-derived-labels-v1.1.1/occupations_ar.csv.gz",
    ])
}
