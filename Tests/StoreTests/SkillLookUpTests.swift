import Model
import Store
import Taxonomy
import TestDatabase
import Testing

/// What people type into the field for a skill.
@Suite(.serialized) struct SkillLookUpTests {
    private static let starter = Task {
        let database = try await TestDatabase()
        return (store: database.store, taxonomy: try await database.taxonomy())
    }

    private func found(_ text: String, language: String? = nil, limit: Int = 20) async throws -> [FoundSkill] {
        try await Self.starter.value.store.run(LookUpSkills(text: text, language: language, limit: limit))
    }

    @Test(arguments: [
        // Typos.
        ("acounting", "accounting"), ("comptabillité", "accounting"), ("contabildad", "accounting"),
        ("المحسبة", "accounting"), ("3D prnting", "3d-printing"), ("impresion 3d", "3d-printing"),
        // Order of words, case and accents.
        ("3D IMPRESSION", "3d-printing"), ("proyectos gestión de", "project-management"),
        ("fabricacion aditiva", "3d-printing"), ("ADDITIVE Manufacturing", "3d-printing"),
        // Arabic: hamza, teh marbuta, vowel signs, and the article before any word.
        ("إدارة المشاريع", "project-management"), ("اداره المشاريع", "project-management"),
        ("الإدارة مشاريع", "project-management"), ("الْمُحَاسَبَة", "accounting"), ("محاسبة", "accounting"),
    ])
    func `the skill that is meant comes first`(typed: String, code: String) async throws {
        let taxonomy = try await Self.starter.value.taxonomy
        let first = try #require(try await found(typed).first)
        #expect(taxonomy.concept(first.concept)?.code == code)
    }

    @Test(arguments: ["en", "fr", "es", "ar"])
    func `every label finds its concept, with one letter wrong as well`(language: String) async throws {
        let taxonomy = try await Self.starter.value.taxonomy
        let skills = taxonomy.concepts.filter { $0.kind != .group }
        var (exact, wrong, asked) = (0, 0, 0)
        for (number, skill) in skills.enumerated() where number % 23 == 0 {
            let label = taxonomy.label(of: skill.id, in: language)
            guard label.count > 5 else { continue }
            asked += 1
            if try await found(label, limit: 1).first?.concept == skill.id { exact += 1 }
            var letters = Array(label)
            letters.remove(at: 1 + number % (letters.count - 2))
            if try await found(String(letters), limit: 5).contains(where: { $0.concept == skill.id }) { wrong += 1 }
        }
        #expect(asked > 20)
        #expect(exact == asked)
        #expect(Double(wrong) >= 0.9 * Double(asked))
    }

    @Test func `what is found first does not depend on how much is asked for`() async throws {
        for text in [
            "man", "gestion", "project management", "gérer des projets", "soudure", "المحاسبة", "farm animals",
        ] {
            let all = try await found(text, limit: 60)
            #expect(all.count >= 3, "\(text)")
            for limit in [1, 3, 10] {
                #expect(try await found(text, limit: limit) == Array(all.prefix(limit)), "\(limit) of \(text)")
            }
        }
    }

    @Test func `the same words come before beginnings, and these before what is alike; preferred labels first`()
        async throws
    {
        let database = try await TestDatabase.empty()
        var crafts = SmallTaxonomy()
        crafts.labels = [
            "exact": "knit", "other": "hook wool", "begins": "knit gloves and hats", "alike": "unknit",
            "weaving": "weave",
        ]
        crafts.others = [("en", .alternative, "knit"), ("en", .alternative, "knit one, purl one and then turn around")]
        _ = try await crafts.write(as: "crafts-1", into: database)
        let taxonomy = try await database.taxonomy()
        let found = try await database.store.run(LookUpSkills(text: "Knit"))
        let codes = found.compactMap { taxonomy.concept($0.concept)?.code }
        #expect(codes == ["exact", "weaving", "begins", "alike"])
        #expect(found.prefix(2).allSatisfy { $0.likeness == 1 })
    }

    @Test func `a concept counts by the label that is most like, preferred or not`() async throws {
        let database = try await TestDatabase.empty()
        var crafts = SmallTaxonomy()
        crafts.labels = ["weaving": "weave carpets", "between": "carpets weighing"]
        _ = try await crafts.write(as: "crafts-1", into: database)
        let first = try #require(try await database.store.run(LookUpSkills(text: "carpet weavin g")).first)
        #expect(first.label == "carpet weaving")
    }

    @Test func `the label shown is of the language asked for, where words are the same in several`() async throws {
        let database = try await TestDatabase.empty()
        var crafts = SmallTaxonomy()
        crafts.labels = ["weaving": "macramé"]
        crafts.others = [("fr", .preferred, "macramé"), ("es", .preferred, "macramé")]
        _ = try await crafts.write(as: "crafts-1", into: database)
        for language in ["fr", "es", "en"] {
            let found = try await database.store.run(LookUpSkills(text: "macrame", language: language))
            #expect(found.map(\.language) == [language])
        }
    }

    @Test(arguments: ["", " ", "!?", "%", "_", "\\", "'; DROP TABLE ref.label; --"])
    func `signs alone find nothing and break nothing`(text: String) async throws {
        let found = try await found(text)
        #expect(LabelForm.normal(text).isEmpty ? found.isEmpty : found.allSatisfy { $0.likeness < 1 })
    }
}
