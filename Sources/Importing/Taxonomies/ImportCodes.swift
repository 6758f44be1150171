import Archive
import Foundation
import Store
import Taxonomy

/// Brings in a list of codes from its official files.
package struct ImportCodes: Sendable {
    package enum Source: Sendable {
        /// The United Nations' structure files, one a language, or one joined file of ours.
        case isic([String])
        /// Open SDG's translations: a folder with one folder a language.
        case sdg(folder: String)
        case gcm(String)
        /// Regions and languages of Debian's iso-codes.
        case iso
    }

    package let source: Source

    package init(_ source: Source) { self.source = source }

    package func run(in store: Store) async throws(ImportingError) -> ImportResult {
        do {
            var report = ImportReport()
            let lists = try lists(&report)
            guard lists.contains(where: { !$0.entries.isEmpty }) else {
                throw ImportingError.refused("there is no code in this: give the official files")
            }
            let changed = try await store.transaction(as: .owner, timeout: .seconds(600)) {
                transaction throws(StoreError) in
                var changed = 0
                for list in lists { changed += try WriteCodes(list.list, list.entries).run(in: transaction) }
                return changed
            }
            await store.notifyOfChange()
            let count = lists.reduce(0) { $0 + $1.entries.count }
            return ImportResult(
                report: report, summary: "\(count) codes, \(changed) new or changed", changed: changed > 0)
        } catch {
            throw .from(error)
        }
    }

    private func lists(_ report: inout ImportReport) throws -> [(list: WriteCodes.List, entries: [CodeListEntry])] {
        switch source {
        case .isic(let files):
            if files.count == 1, ISICReader.language(ofFileName: files[0]) == nil {
                return [(.isic, try joined(files[0], &report))]
            }
            var reader = ISICReader()
            for file in files {
                let name = URL(filePath: file).lastPathComponent
                guard let language = ISICReader.language(ofFileName: name) else {
                    throw ImportingError.refused(
                        "\(name): keep the name it was published under, which has its language")
                }
                try reader.add(name, language: language, try Self.bytes(file))
            }
            let (entries, findings) = reader.finish()
            report.append(findings)
            return [(.isic, entries)]
        case .gcm(let file): return [(.gcm, try joined(file, &report))]
        case .sdg(let folder): return [(.sdg, try sdg(folder, &report))]
        case .iso:
            let countries = Set(try EmbeddedFiles.codes("countries.tsv").map(\.code))
            let named = Set(try EmbeddedFiles.codes("languages.tsv").map(\.code))
            return [
                (.countries, try EmbeddedFiles.codes("countries.tsv")),
                (.regions, CodeLists.regions().filter { countries.contains($0.parent ?? "") }),
                (.languages, CodeLists.languages().filter { !named.contains($0.code) }),
            ]
        }
    }

    private func joined(_ file: String, _ report: inout ImportReport) throws -> [CodeListEntry] {
        let (entries, findings) = try CodeListReader.read(URL(filePath: file).lastPathComponent, try Self.bytes(file))
        report.append(findings)
        return entries
    }

    private func sdg(_ folder: String, _ report: inout ImportReport) throws -> [CodeListEntry] {
        var reader = SDGReader()
        let root = URL(filePath: folder)
        let languages = try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
        for language in languages.sorted(by: { $0.path < $1.path }) {
            let files =
                (try? FileManager.default.contentsOfDirectory(at: language, includingPropertiesForKeys: nil)) ?? []
            for file in files.sorted(by: { $0.path < $1.path }) where ["yml", "yaml"].contains(file.pathExtension) {
                let name = "\(language.lastPathComponent)/\(file.lastPathComponent)"
                try reader.add(name, language: language.lastPathComponent, try Self.bytes(file.path))
            }
        }
        let (entries, findings) = reader.finish()
        report.append(findings)
        return entries
    }

    /// A file's bytes, unpacked where it is packed.
    private static func bytes(_ path: String) throws -> [UInt8] {
        var archive = try ArchiveReader(path)
        return try archive.next()?.bytes ?? []
    }
}
