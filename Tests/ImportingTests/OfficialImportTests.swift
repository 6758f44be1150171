import Foundation
import Importing
import Matching
import Model
import Store
import Synchronization
import Taxonomy
import TestDatabase
import Testing

/// The official files of ESCO, ISIC, the SDG and the GCM into a database that has the starter and people already.
@Suite(.enabled(if: OfficialFiles.areHere, "the official files are not beside the repository"), .serialized)
struct OfficialImportTests {
    private static let shared = Task {
        let database = try await TestDatabase()
        let before = try await database.taxonomy()
        let steps = Mutex<[ImportStep]>([])
        let result = try await ImportESCO(files: OfficialFiles.esco).run(in: database.owner) { step in
            steps.withLock { $0.append(step) }
        }
        return (database: database, before: before, result: result, steps: steps.withLock { $0 })
    }

    @Test func `ESCO comes in whole and keeps every concept of the starter`() async throws {
        let (database, before, result, _) = try await Self.shared.value
        #expect(result.changed)
        let after = try await database.taxonomy()
        #expect(after.version == "esco-1.1.1")
        #expect(after.concepts.count > 13_000)
        for concept in before.concepts {
            let kept = try #require(after.concept(concept.id))
            #expect(kept.code == concept.code && !kept.isRetired)
        }
    }

    @Test func `every word of the starter still names its concept`() async throws {
        let (database, before, _, _) = try await Self.shared.value
        let skills = before.concepts.filter { $0.kind != .group }
        for language in ["en", "fr", "es", "ar"] {
            let words = skills.map { before.label(of: $0.id, in: language) }
            let named = try await database.store.run(MapSkills(texts: words))
            for (skill, word) in zip(skills, words) {
                #expect(named[word]?.contains(skill.id) == true, "\(skill.code): \(word)")
            }
        }
    }

    @Test func `progress only grows`() async throws {
        let steps = try await Self.shared.value.steps
        #expect(steps.count >= OfficialFiles.esco.count + 2)
        let shares = steps.compactMap(\.share)
        #expect(shares.count == steps.count && shares == shares.sorted())
    }

    @Test func `the same files twice, in another order, change nothing`() async throws {
        let database = try await Self.shared.value.database
        let again = try await ImportESCO(files: OfficialFiles.esco.reversed()).run(in: database.owner)
        #expect(!again.changed)
    }

    @Test func `what is broken in the files is said`() async throws {
        let report = try await Self.shared.value.result.report
        #expect(report.count(.unknownOccupation) == 67)
        #expect(report.count(.selfRelation) == 1)
        #expect(report.count(.repeatedLabel) > 10_000)
        #expect(report.count(.missingType) == 6)
    }

    @Test(arguments: ["gestion de projet", "gestión de proyectos", "project managment", "إدارة المشاريع"])
    func `one skill is found in any language`(typed: String) async throws {
        let database = try await Self.shared.value.database
        let taxonomy = try await database.taxonomy()
        let found = try await database.store.run(LookUpSkills(text: typed, limit: 1))
        #expect(found.first?.concept == taxonomy.concepts(code: "project-management").first)
    }

    @Test func `the starter does not come over ESCO`() async throws {
        let database = try await Self.shared.value.database
        _ = try await ImportStarter().run(in: database.owner)
        #expect(try await database.taxonomy().version == "esco-1.1.1")
    }

    @Test func `a release that lacks a concept retires it, and who has it keeps it`() async throws {
        let database = try await TestDatabase()
        let own = try await database.taxonomy()
        let content = { (codes: [String]) in
            var content = TaxonomyContent()
            content.concepts = codes.map { TaxonomyContent.Concept(code: $0, uri: nil, kind: .skill) }
            return content
        }
        let related: [[Related]] = [[], []]
        _ = try await database.owner.run(
            WriteTaxonomy(content(["one", "two"]), related: related, version: "test-1", source: "a test"))
        let two = try #require(try await database.taxonomy().concepts(code: "two").first)
        var member = Member(person: Person(name: try PlainText("Shapla")), headline: nil, profile: Profile(), wish: nil)
        member.profile.skills = [Profile.Skill(mention: SkillMention(text: "two", concept: two), level: .expert)]
        let (id, kept) = (Identifier<Member>(UUID()), member)
        try await database.store.run(InsertMember(id: id, member: kept, consents: [], at: .now))
        _ = try await database.owner.run(
            WriteTaxonomy(content(["one"]), related: [[]], version: "test-2", source: "a test"))
        let after = try await database.taxonomy()
        #expect(after.concept(two)?.isRetired == true)
        #expect(try await database.store.run(ReadMember(id: id))?.value.profile == member.profile)
        // The starter's own concepts are nobody else's to retire.
        #expect(own.concepts.allSatisfy { after.concept($0.id)?.isRetired == false })
    }

    @Test func `ISIC, the SDG and the GCM come in, and twice change nothing`() async throws {
        let database = try await TestDatabase()
        let imports: [ImportCodes.Source] = [
            .isic(
                OfficialFiles.paths([
                    "isic-rev4/ISIC_Rev_4_english_structure.txt", "isic-rev4/ISIC_Rev_4_french_structure.txt",
                    "isic-rev4/ISIC_Rev_4_spanish_structure.txt",
                ])),
            .sdg(folder: OfficialFiles.paths(["sdg"])[0]),
            .gcm(OfficialFiles.paths(["gcm/gcm_objectives_en.csv"])[0]), .iso,
        ]
        for source in imports {
            #expect(try await ImportCodes(source).run(in: database.owner).changed)
            #expect(try await !ImportCodes(source).run(in: database.owner).changed)
        }
        #expect(try await database.store.run(ReadCodes(.isic)).count == 766)
        #expect(try await database.store.run(ReadCodes(.gcm)).count == 23)
        #expect(try await database.store.run(ReadCodes(.sdg)).count > 400)
        #expect(try await database.store.run(ReadCodes(.languages)).count > 7_000)
    }

    @Test func `files that are none of these are refused, and nothing is written`() async throws {
        let database = try await TestDatabase()
        let file = "/dev/shm/not-esco-v1.1.1-\(UUID().uuidString).csv"
        try "a,b\n1,2\n".write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        await #expect(throws: ImportingError.self) { try await ImportESCO(files: [file]).run(in: database.owner) }
        await #expect(throws: ImportingError.self) {
            try await ImportESCO(files: ["/nonexistent-v1.1.1.zip"]).run(in: database.owner)
        }
        #expect(try await database.taxonomy().version == ImportStarter.version)
    }
}
