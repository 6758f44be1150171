import Foundation
import Taxonomy
import Testing

/// The starter taxonomy that the product ships, as its readers see it.
struct StarterTaxonomyTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "SQL/Reference")

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    private static let starter = Result {
        var reader = StarterReader()
        for name in ["skills.tsv", "groups.tsv", "relations.tsv", "occupations.tsv"] {
            try reader.add(name, try bytes(name))
        }
        return reader.finish()
    }

    @Test func `it has what a desk needs, in four languages, and not one defect`() throws {
        let (content, report) = try Self.starter.get()
        #expect(report.lines.allSatisfy { $0.finding == .taken })
        let skills = content.concepts.indices.filter { content.concepts[$0].kind != .group }
        #expect(skills.count >= 300)
        let preferred = Dictionary(grouping: content.labels.filter { $0.kind == .preferred }, by: \.subject)
        for (position, concept) in content.concepts.enumerated() {
            let languages = Set(preferred[position, default: []].map(\.language))
            #expect(languages.isSuperset(of: ["en", "fr", "es", "ar"]), "\(concept.code)")
        }
        let placed = Set(content.relations.filter { $0.kind == .broader }.map(\.from))
        #expect(skills.allSatisfy(placed.contains))
    }

    @Test func `its skills have relatives, both kinds among them`() throws {
        let content = try Self.starter.get().content
        let related = Relatedness.compute(content)
        let skills = content.concepts.indices.filter { content.concepts[$0].kind != .group }
        #expect(skills.filter { related[$0].isEmpty }.count * 20 < skills.count)
        #expect(related.contains { $0.contains { $0.usedTogether ?? 0 >= 40 } })
        #expect(related.contains { $0.contains { $0.alike >= 60 } })
    }

    @Test(arguments: ["isic", "sdg", "gcm", "languages", "countries", "currencies"])
    func `its lists of codes are whole`(name: String) throws {
        let (entries, report) = try CodeListReader.read("\(name).tsv", try Self.bytes("\(name).tsv"))
        #expect(report.lines.allSatisfy { $0.finding == .taken })
        #expect(entries.count >= 17)
        #expect(entries.allSatisfy { Set($0.titles.keys).isSuperset(of: ["en", "fr", "es", "ar"]) })
    }
}
