import Archive
import Foundation
import Taxonomy

/// The official files beside the repository. They are too large to be committed: where they are absent, the tests of
/// them are skipped, and the runner says so.
enum OfficialFiles {
    static let folder: String? = {
        var folder = URL(filePath: #filePath)
        // Beside the repository, or beside any folder above it.
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let data = folder.appending(path: "shared/data").path
            if FileManager.default.fileExists(atPath: data) { return data }
        }
        return nil
    }()

    static var areHere: Bool { folder != nil }

    static func members(_ path: String) throws -> [ArchiveMember] {
        var reader = try ArchiveReader("\(folder ?? "")/\(path)")
        var members: [ArchiveMember] = []
        while let member = try reader.next() { members.append(member) }
        return members
    }

    static let esco = "esco-v1.1.1-official/ESCO dataset - v1.1.1 - classification - "
    static let escoFiles = ["\(esco)en - csv.zip", "\(esco) - csv.zip"]
    static let labels = "esco-derived-labels-v1.1.1/"
    static let labelFiles = [
        "\(labels)skills_fr.csv.gz", "\(labels)skills_es.csv.gz", "\(labels)skills_ar.SAMPLE35.csv",
        "\(labels)occupations_ar.csv.gz",
    ]

    static func read(_ paths: [String]) throws -> (content: TaxonomyContent, report: ImportReport) {
        var reader = ESCOReader()
        for path in paths {
            for member in try members(path) { try reader.add(member.name, member.bytes) }
        }
        return reader.finish()
    }

    /// ESCO v1.1.1 in English and the label files in French, Spanish and Arabic.
    static let whole = Result { try read(escoFiles + labelFiles) }
}
