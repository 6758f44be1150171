import Model
import Postgres
import Store
import Taxonomy
import TestDatabase
import Testing

@Suite struct TaxonomyWritingTests {
    @Test func `what was written is what is loaded`() async throws {
        let database = try await TestDatabase.empty()
        let outcome = try await SmallTaxonomy().write(as: "crafts-1", into: database)
        #expect(outcome == .written(new: 3, retired: 0))
        let taxonomy = try await database.taxonomy()
        let weaving = try #require(taxonomy.concepts(code: "weaving").first)
        let felting = try #require(taxonomy.concepts(code: "felting").first)
        #expect(taxonomy.version == "crafts-1")
        #expect(taxonomy.label(of: weaving, in: "fr") == "tisser des tapis")
        #expect(taxonomy.label(of: weaving, in: "es") == "weave carpets")
        #expect(taxonomy.concept(felting)?.broader == [weaving])
        #expect(taxonomy.relation(of: felting, toAsked: weaving)?.alike == 70)
    }

    @Test func `the same content twice changes nothing and tells nobody`() async throws {
        let database = try await TestDatabase.empty()
        _ = try await SmallTaxonomy().write(as: "crafts-1", into: database)
        let told: SQL = "SELECT count(*) FROM log.change WHERE kind = 'taxonomy'"
        let before = try await database.count(told)
        #expect(before == 1)
        #expect(try await SmallTaxonomy().write(as: "crafts-1", into: database) == .unchanged)
        #expect(try await database.count(told) == before)
        #expect(try await database.count("SELECT count(*) FROM ref.release") == 1)
    }

    @Test func `a changed label is a change, and those who follow are told`() async throws {
        let database = try await TestDatabase.empty()
        var crafts = SmallTaxonomy()
        _ = try await crafts.write(as: "crafts-1", into: database)
        crafts.labels["dyeing"] = "dye yarn"
        #expect(try await crafts.write(as: "crafts-1", into: database) == .written(new: 0, retired: 0))
        #expect(try await database.count("SELECT count(*) FROM log.change WHERE kind = 'taxonomy'") == 2)
        let taxonomy = try await database.taxonomy()
        let dyeing = try #require(taxonomy.concepts(code: "dyeing").first)
        #expect(taxonomy.label(of: dyeing, in: "en") == "dye yarn")
        #expect(try await database.store.run(MapSkills(texts: ["dye wool"])).isEmpty)
    }

    @Test func `a concept keeps its number in another release, whatever its code and place there`() async throws {
        let database = try await TestDatabase.empty()
        var crafts = SmallTaxonomy()
        _ = try await crafts.write(as: "crafts-1", into: database)
        let before = try await database.taxonomy()
        crafts.labels["basketry"] = "weave baskets"
        #expect(try await crafts.write(as: "crafts-2", into: database) == .written(new: 1, retired: 0))
        let after = try await database.taxonomy()
        #expect(after.version == "crafts-2")
        for code in ["weaving", "dyeing", "felting"] {
            #expect(after.concepts(code: code) == before.concepts(code: code))
        }
        var renamed = crafts.content
        for index in renamed.concepts.indices { renamed.concepts[index].code += "-renamed" }
        _ = try await database.owner.run(
            WriteTaxonomy(renamed, related: Relatedness.compute(renamed), version: "crafts-3", source: "a test"))
        let weaving = try await database.taxonomy().concepts(code: "weaving-renamed")
        #expect(weaving == before.concepts(code: "weaving"))
    }

    @Test func `a concept that a release leaves out is retired, and who has it keeps it by its name`() async throws {
        let database = try await TestDatabase.empty()
        var crafts = SmallTaxonomy()
        _ = try await crafts.write(as: "crafts-1", into: database)
        let felting = try #require(try await database.taxonomy().concepts(code: "felting").first)
        let profile = try await database.profile([("felt", felting)])
        crafts.labels["felting"] = nil
        #expect(try await crafts.write(as: "crafts-2", into: database) == .written(new: 0, retired: 1))
        let taxonomy = try await database.taxonomy()
        #expect(taxonomy.concept(felting)?.isRetired == true)
        #expect(taxonomy.label(of: felting, in: "en") == "make felt")
        let weaving = try #require(taxonomy.concepts(code: "weaving").first)
        #expect(taxonomy.path(of: felting) == [weaving])
        let kept: SQL = "SELECT concept::bigint FROM bg.criteria_skill WHERE criteria = \(profile)"
        #expect(try await database.count(kept) == Int(felting.rawValue))
        // Nobody is offered it, and it comes back as what it was.
        #expect(try await database.store.run(LookUpSkills(text: "make felt")).allSatisfy { $0.concept != felting })
        _ = try await SmallTaxonomy().write(as: "crafts-3", into: database)
        let back = try await database.taxonomy()
        #expect(back.concepts(code: "felting") == [felting])
        #expect(back.concept(felting)?.isRetired == false)
    }
}
