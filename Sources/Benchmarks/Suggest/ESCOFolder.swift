import Archive
import Foundation
import Taxonomy

/// The files of ESCO's download and of its languages in a folder and those below it.
struct ESCOFolder {
    let files: [String]

    init(_ folder: String) throws(Refusal) {
        let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        files = all.filter { $0.hasSuffix("csv.zip") || $0.hasSuffix("csv.gz") }.sorted().map { "\(folder)/\($0)" }
        guard !files.isEmpty else { throw Refusal(text: "there is no csv.zip and no csv.gz in \(folder)") }
    }

    func content() throws -> TaxonomyContent {
        var reader = ESCOReader()
        for file in files {
            var archive = try ArchiveReader(file)
            while let member = try archive.next() { try reader.add(member.name, member.bytes) }
        }
        return reader.finish().content
    }
}
