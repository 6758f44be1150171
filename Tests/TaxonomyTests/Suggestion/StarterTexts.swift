import Foundation

@testable import Taxonomy

/// The starter taxonomy and the index of its labels.
struct StarterTexts {
    let taxonomy: Taxonomy
    let index: TextIndex

    static let shared = Result { try StarterTexts() }

    private init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "SQL/Reference")
        var reader = StarterReader()
        for name in ["skills.tsv", "groups.tsv", "relations.tsv", "occupations.tsv"] {
            try reader.add(name, Array(try Data(contentsOf: folder.appending(path: name))))
        }
        let content = reader.finish().content
        taxonomy = Taxonomy(TaxonomyRecords(content, related: [], version: "starter"))
        index = TextIndex(taxonomy, NameRecords(content))
    }

    /// The codes of the skills that a text speaks of, the best first.
    func skills(_ text: String, limit: Int = 5) -> [String] {
        index.skills(index.question(text), limit: limit).compactMap { taxonomy.concept($0.subject)?.code }
    }

    func occupations(_ text: String, limit: Int = 5) -> [String] {
        index.occupations(index.question(text), limit: limit).map(\.subject)
    }
}
