import Importing
import Matching
import Model
import Store
import Taxonomy
import TestDatabase
import Testing

@Suite struct StarterImportTests {
    @Test func `the starter comes in whole, and twice changes nothing`() async throws {
        let database = try await TestDatabase.empty()
        let first = try await ImportStarter().run(in: database.owner)
        #expect(first.changed)
        let loaded = Taxonomy(try await database.store.run(LoadTaxonomy()))
        #expect(loaded.version == ImportStarter.version)
        #expect(loaded.concepts.count > 700)
        let second = try await ImportStarter().run(in: database.owner)
        #expect(!second.changed)
        let again = Taxonomy(try await database.store.run(LoadTaxonomy()))
        #expect(again.concepts.map(\.id) == loaded.concepts.map(\.id))
        #expect(again.concepts.map(\.code) == loaded.concepts.map(\.code))
    }

    @Test func `what is loaded has labels, relatives and sectors`() async throws {
        let database = try await TestDatabase()
        let taxonomy = Taxonomy(try await database.store.run(LoadTaxonomy()))
        let haccp = try #require(taxonomy.concepts(code: "5ba1d5b9").first)
        #expect(!taxonomy.label(of: haccp, in: "fr").isEmpty)
        #expect(taxonomy.label(of: haccp, in: "fr") != taxonomy.label(of: haccp, in: "ar"))
        #expect(!taxonomy.neighbours(of: haccp).isEmpty)
        #expect(taxonomy.sectors.contains { $0.description == "1050" })
        #expect(!taxonomy.occupations.isEmpty)
    }

    @Test(arguments: [
        ("gestion de projet", "project management"), ("gestión de proyectos", "project management"),
        ("project managment", "project management"), ("management project", "project management"),
        ("Comptabilité", "accounting"), ("comptabilite", "accounting"), ("المحاسبة", "accounting"),
        ("محاسبه", "accounting"),
    ])
    func `what people type finds the skill`(typed: String, expected: String) async throws {
        let database = try await Self.shared.value
        let taxonomy = Taxonomy(try await database.store.run(LoadTaxonomy()))
        let found = try await database.store.run(LookUpSkills(text: typed))
        #expect(found.first.map { taxonomy.label(of: $0.concept, in: "en") } == expected)
    }

    private static let shared = Task { try await TestDatabase() }

    @Test func `words that no concept answers wait, and a curator's choice reaches what was written before`()
        async throws
    {
        let database = try await TestDatabase()
        try await database.store.run(RecordUnmapped(texts: ["Šyrdak felting", "šyrdak felting"]))
        let waiting = try await database.store.run(ListUnmapped())
        #expect(waiting.map(\.seen) == [1] || waiting.map(\.seen) == [2])
        let taxonomy = Taxonomy(try await database.store.run(LoadTaxonomy()))
        let felt = try #require(taxonomy.concepts(code: "106a62be").first)
        _ = try await database.store.run(MapUnmapped(normal: waiting[0].normal, concept: felt))
        #expect(try await database.store.run(MapSkills(texts: ["ŠYRDAK felting"])) == ["ŠYRDAK felting": [felt]])
        #expect(try await database.store.run(ListUnmapped()).isEmpty)
        // The words are the curator's, and survive the next import.
        _ = try await ImportStarter().run(in: database.owner)
        #expect(try await database.store.run(MapSkills(texts: ["šyrdak felting"])).count == 1)
    }
}
