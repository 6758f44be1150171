import Archive
import Foundation
import Store
import Taxonomy

/// Brings in a release of ESCO from its official zips and language files, joined with the starter taxonomy.
package struct ImportESCO: Sendable {
    package let files: [String]

    /// - Parameter files: zip, gzip or CSV, in any order.
    package init(files: [String]) { self.files = files }

    package func run(
        in store: Store, progress: @Sendable (ImportStep) -> Void = { _ in }
    ) async throws(ImportingError) -> ImportResult {
        do {
            guard let version = files.lazy.compactMap(Self.version).first else {
                throw ImportingError.refused("no file name has the release: keep the name it was downloaded under")
            }
            var reader = ESCOReader()
            for (index, file) in files.enumerated() {
                progress(
                    ImportStep(
                        "reading \(URL(filePath: file).lastPathComponent)",
                        share: 0.3 * Double(index) / Double(files.count)))
                var archive = try ArchiveReader(file)
                while let member = try archive.next() { try reader.add(member.name, member.bytes) }
            }
            let (official, report) = reader.finish()
            guard !official.concepts.isEmpty else {
                throw ImportingError.refused("there is no skill in these files: give ESCO's CSV download")
            }
            let content = official.merging(try EmbeddedFiles.starter().content)
            progress(ImportStep("computing which skills are related", share: 0.3))
            let related = Relatedness.compute(content)
            progress(ImportStep("writing \(content.concepts.count) concepts", share: 0.6))
            let lists = try CodeLists.embedded()
            let outcome = try await store.transaction(as: .owner, timeout: .seconds(1_800)) {
                transaction throws(StoreError) in
                for list in lists { _ = try WriteCodes(list.list, list.entries).run(in: transaction) }
                let source = files.map { URL(filePath: $0).lastPathComponent }.sorted().joined(separator: ", ")
                return try WriteTaxonomy(content, related: related, version: "esco-\(version)", source: source).run(
                    in: transaction)
            }
            await store.notifyOfChange()
            return ImportResult(report: report, summary: outcome.text, changed: outcome != .unchanged)
        } catch {
            throw .from(error)
        }
    }

    private static func version(_ path: String) -> String? {
        ESCOReader.version(inFileName: URL(filePath: path).lastPathComponent)
    }
}
