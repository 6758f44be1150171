import Taxonomy
import Testing

struct ESCOReaderTests {
    @Test func `v1_0 has seven columns and is read`() throws {
        var reader = ESCOReader()
        try reader.add(
            "skills_en.csv", "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description",
            "KnowledgeSkillCompetence,\(skill)1,knowledge,cross-sector,\"baking, bread\",\"bread\nloaves\",\"x\ny\"")
        let (content, report) = reader.finish()
        #expect(content.concepts.map(\.kind) == [.knowledge])
        #expect(content.concepts.map(\.status) == [.current])
        #expect(content.labels.map(\.text) == ["baking, bread", "bread", "loaves"])
        #expect(report.lines.map(\.finding) == [.taken])
    }

    @Test func `relations come with or without a language in their names`() throws {
        for suffix in ["", "_en"] {
            var reader = ESCOReader()
            try reader.add("occupationSkillRelations\(suffix).csv", relationHeader, "\(job)1,x,essential,\(skill)1")
            try reader.add("skills_en.csv", skillHeader, "\(skill)1,skill/competence,,bake,,")
            try reader.add("occupations_en.csv", jobHeader, "\(job)1,7512,baker,,7512.1")
            let content = reader.finish().content
            #expect(content.occupationSkills == [.init(occupation: 0, concept: 0, essential: true)])
            #expect(content.occupations.map(\.code) == ["7512.1"])
        }
    }

    @Test func `repeated rows of v1_2_1 count once`() throws {
        var reader = ESCOReader()
        try reader.add(
            "skills_en.csv", skillHeader, "\(skill)1,knowledge,,a,,", "\(skill)1,knowledge,,a,,",
            "\(skill)2,knowledge,,b,,")
        try reader.add(
            "skillSkillRelations.csv", "originalSkillUri,relationType,relatedSkillUri",
            "\(skill)1,optional,\(skill)2", "\(skill)1,optional,\(skill)2", "\(skill)1,essential,\(skill)1",
            "\(skill)2,sometimes,\(skill)1", ",optional,\(skill)1")
        let (content, report) = reader.finish()
        #expect(content.concepts.count == 2)
        #expect(content.relations == [.init(from: 0, to: 1, kind: .optional)])
        #expect(report.count(.repeatedRow, in: "skills_en.csv") == 1)
        #expect(report.count(.repeatedRow, in: "skillSkillRelations.csv") == 1)
        #expect(report.count(.selfRelation) == 1)
        #expect(report.count(.unknownRelation) == 1)
        #expect(report.count(.missingURI) == 1)
        #expect(report.count(.taken, in: "skillSkillRelations.csv") == 1)
    }

    @Test func `labels are trimmed, told once, and blank ones are left to English`() throws {
        var reader = ESCOReader()
        try reader.add(
            "skills_en.csv", skillHeader,
            "\(skill)1,knowledge,,  bread ,\"bread\n rolls\n\nBAKING\",crumbs", "\(skill)2,knowledge,,baking,,crumbs",
            "\(skill)3,knowledge,,cake,,")
        try reader.add("skills_fr.csv", skillHeader, "\(skill)1,knowledge,,,,", "\(skill)2,knowledge,,pain,,")
        let (content, report) = reader.finish()
        let labels = content.labels.map { "\($0.subject) \($0.language) \($0.kind) \($0.text)" }
        #expect(
            labels == [
                "0 en preferred bread", "0 en alternative rolls", "0 en alternative BAKING", "0 en hidden crumbs",
                "1 en preferred baking", "1 en hidden crumbs", "1 fr preferred pain", "2 en preferred cake",
            ])
        #expect(report.count(.strayPreferredSpace) == 1)
        #expect(report.count(.strayOtherSpace) == 1)
        #expect(report.count(.repeatedLabel) == 1)
        #expect(report.count(.ambiguousLabel) == 1)
        #expect(report.count(.blankLabel, in: "skills_fr.csv") == 1)
        #expect(report.count(.missingLabel, in: "skills_fr.csv") == 1)
        #expect(report.count(.missingLabel, in: "skills_en.csv") == 0)
    }

    @Test func `what one language's file leaves blank another fills`() throws {
        for order in [["en", "fr"], ["fr", "en"]] {
            var reader = ESCOReader()
            for language in order {
                let type = language == "fr" ? "knowledge" : ""
                try reader.add("skills_\(language).csv", skillHeader, "\(skill)1,\(type),,bread,,")
            }
            let (content, report) = reader.finish()
            #expect(content.concepts.map(\.kind) == [.knowledge])
            #expect(report.count(.missingType) == 0)
        }
    }

    @Test func `a transversal skill is one by its reuse level or by the collection`() throws {
        var reader = ESCOReader()
        try reader.add("transversalSkillsCollection_en.csv", "conceptUri,preferredLabel", "\(skill)2,x")
        try reader.add("skills_en.csv", skillHeader, "\(skill)1,,transversal,a,,", "\(skill)2,,,b,,", "\(skill)3,,,c,,")
        let content = reader.finish().content
        #expect(content.concepts.map(\.transversal) == [true, true, false])
    }

    @Test func `a concept that is no longer released is retired`() throws {
        var reader = ESCOReader()
        try reader.add(
            "skills_en.csv", "conceptUri,preferredLabel,status", "\(skill)1,a,released", "\(skill)2,b,obsolete")
        #expect(reader.finish().content.concepts.map(\.status) == [.current, .retired])
    }

    @Test func `a row that cannot be read is left out and told by line`() throws {
        var reader = ESCOReader()
        try reader.add("skills_en.csv", skillHeader, "\(skill)1,knowledge", "\(skill)2,,,b,,", "\(skill)3,a\"b,,c,,")
        let (content, report) = reader.finish()
        #expect(content.concepts.map(\.code) == ["2"])
        #expect(report.count(.malformedRow) == 2)
        #expect(report.lines.first { $0.finding == .malformedRow }?.examples.first?.contains("line 2") == true)
    }

    @Test func `a file without its columns, or that never ends, is refused by name`() {
        var reader = ESCOReader()
        #expect(throws: ReadingError(file: "skills_en.csv", reason: .missingColumn("conceptUri"))) {
            try reader.add("skills_en.csv", "code,label", "1,2")
        }
        #expect(throws: ReadingError(file: "skills_fr.csv", reason: .unclosedQuote(line: 2))) {
            try reader.add("skills_fr.csv", skillHeader, "\(skill)1,,,\"a,,")
        }
    }

    @Test(arguments: [
        ("ESCO dataset - v1.1.1 - classification - en - csv.zip", "1.1.1"), ("esco-1.2.zip", "1.2"),
        ("skills_en.csv", nil),
        ("2022-09-13.zip", nil),
    ])
    func `the version is in the download's name`(name: String, version: String?) {
        #expect(ESCOReader.version(inFileName: name) == version)
    }

    private let skill = "http://data.europa.eu/esco/skill/"
    private let job = "http://data.europa.eu/esco/occupation/"
    private let skillHeader = "conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels"
    private let jobHeader = "conceptUri,iscoGroup,preferredLabel,altLabels,code"
    private let relationHeader = "occupationUri,occupationLabel,relationType,skillUri"
}
