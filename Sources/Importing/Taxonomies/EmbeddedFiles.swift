import Schema
import Taxonomy

/// The starter taxonomy and the lists of codes that are part of the program.
enum EmbeddedFiles {
    /// By name, such as `skills.tsv`.
    static let all: [String: [UInt8]] = {
        var files: [String: [UInt8]] = [:]
        for index in 0..<schemaReferenceCount() {
            guard let file = schemaReference(index)?.pointee else { continue }
            files[String(cString: file.name)] = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
        }
        return files
    }()

    /// A list of codes.
    static func codes(_ name: String) throws -> [CodeListEntry] {
        try CodeListReader.read(name, all[name] ?? []).entries
    }

    /// The starter taxonomy.
    static func starter() throws -> (content: TaxonomyContent, report: ImportReport) {
        var reader = StarterReader()
        for name in ["skills.tsv", "groups.tsv", "occupations.tsv", "relations.tsv"] {
            try reader.add(name, all[name] ?? [])
        }
        return reader.finish()
    }
}
