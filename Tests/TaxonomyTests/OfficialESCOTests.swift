import Taxonomy
import Testing

/// ESCO v1.1.1 as it was served; skipped where the files are not beside the repository.
@Suite(.enabled(if: OfficialFiles.areHere, "the official files are not beside the repository"))
struct OfficialESCOTests {
    @Test func `everything comes in`() throws {
        let content = try OfficialFiles.whole.get().content
        #expect(content.concepts.filter { $0.kind == .skill }.count == 10_831 + 6)
        #expect(content.concepts.filter { $0.kind == .knowledge }.count == 3_059)
        #expect(content.concepts.filter { $0.kind == .group }.count == 640)
        #expect(content.occupations.count == 3_007)
        #expect(content.occupationGroups.count == 619)
        #expect(content.occupationSkills.count == 123_855 - 67)
        #expect(content.relations.filter { $0.kind == .broader }.count == 20_656 - 7)
        #expect(content.relations.filter { $0.kind != .broader }.count == 5_899 - 1)
        // 440 by their reuse level, and two that the collection alone names.
        #expect(content.concepts.filter(\.transversal).count == 442)
        let preferred = Dictionary(grouping: content.labels.filter { $0.kind == .preferred }, by: \.language)
        #expect(preferred.mapValues(\.count) == ["en": 13_896 + 640, "fr": 13_384, "es": 13_379, "ar": 35])
    }

    @Test func `every defect of v1.1.1 is survived and counted`() throws {
        let report = try OfficialFiles.whole.get().report
        func count(_ finding: ImportFinding, _ file: String) -> Int { report.count(finding, in: file) }
        #expect(count(.unknownOccupation, "occupationSkillRelations.csv") == 67)
        #expect(count(.missingType, "skills_en.csv") == 6)
        #expect(count(.missingReuseLevel, "skills_en.csv") == 5)
        #expect(count(.unknownChild, "broaderRelationsSkillPillar.csv") == 7)
        #expect(count(.unknownParent, "broaderRelationsSkillPillar.csv") == 3)
        #expect(count(.ambiguousLabel, "skills_en.csv") == 702)
        #expect(count(.ambiguousLabel, "occupations_en.csv") == 985)
        #expect(count(.strayPreferredSpace, "skills_en.csv") == 78)
        #expect(count(.strayOtherSpace, "skills_en.csv") == 65)
        #expect(count(.selfRelation, "skillSkillRelations.csv") == 1)
        // 771 that no row names, and two that only the missing occupation used.
        #expect(count(.unusedSkill, "occupationSkillRelations.csv") == 771 + 2)
        #expect(count(.noEssentialSkill, "occupationSkillRelations.csv") == 1)
        #expect(count(.missingLabel, "skills_fr.csv") == 13_896 - 13_384)
        #expect(count(.missingLabel, "occupations_ar.csv") == 3_007 - 2_939)
        #expect(report.count(.malformedRow) + report.count(.missingURI) + report.count(.repeatedRow) == 0)
        #expect(report.lines.allSatisfy { $0.examples.count <= 3 })
    }

    @Test func `the same files in another order give the same content`() throws {
        let reversed = try OfficialFiles.read((OfficialFiles.escoFiles + OfficialFiles.labelFiles).reversed())
        #expect(try OfficialFiles.whole.get().content == reversed.content)
    }
}
