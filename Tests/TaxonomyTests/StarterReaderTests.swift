import Taxonomy
import Testing

struct StarterReaderTests {
    @Test func `the starter's files become one content in the order of the codes`() throws {
        let (content, report) = try StarterFiles.read()
        #expect(content.concepts.map(\.code) == ["food", "haccp", "make-cheese", "mentor", "work"])
        #expect(content.concepts.map(\.kind) == [.group, .knowledge, .skill, .skill, .group])
        #expect(content.concepts.map(\.transversal) == [false, false, false, true, false])
        #expect(content.concepts.allSatisfy { $0.own && $0.status == .current })
        #expect(content.concepts[1].uri == "http://data.europa.eu/esco/skill/5ba1d5b9")
        #expect(content.concepts[2].uri == nil)
        let labels = content.labels.filter { $0.subject == 2 }.map { "\($0.language) \($0.kind) \($0.text)" }
        #expect(
            labels == [
                "ar preferred صناعة الجبن", "en preferred make cheese", "en alias cheese making",
                "en alias cheesemaking",
                "es preferred fabricar quesos", "fr preferred produire du fromage",
            ])
        #expect(
            content.relations == [
                .init(from: 0, to: 4, kind: .broader), .init(from: 1, to: 0, kind: .broader),
                .init(from: 2, to: 0, kind: .broader),
            ])
        #expect(content.judged == [.init(first: 1, second: 2, alike: nil, usedTogether: 60)])
        #expect(content.occupations.map(\.isic) == ["1050"])
        #expect(content.occupationSkills.map(\.concept) == [1, 2, 3])
        #expect(content.occupationSkills.map(\.essential) == [true, true, false])
        #expect(content.occupationLabels.map(\.text) == ["cheese maker", "fromager"])
        #expect(report.count(.taken) == 7)
        #expect(report.count(.fileNotUsed) == 1)
    }

    @Test func `what refers to a code that is missing is left out and told`() throws {
        let (content, report) = try StarterFiles.read { text in
            text.replacing("\tfood\t", with: "\tfud\t").replacing("|make-cheese", with: "|make-chese")
        }
        #expect(content.relations.count == 1)
        #expect(report.count(.unknownParent, in: "skills.tsv") == 2)
        #expect(report.count(.unknownSkill, in: "occupations.tsv") == 1)
    }

    @Test func `laid upon an official release it keeps its codes and loses nothing`() throws {
        var reader = ESCOReader()
        try reader.add(
            "skills_en.csv",
            "conceptUri,skillType,reuseLevel,preferredLabel,altLabels",
            "http://data.europa.eu/esco/skill/5BA1D5B9,knowledge,,apply HACCP,HACCP",
            "http://data.europa.eu/esco/skill/0aaaaaaa,,transversal,count,")
        try reader.add(
            "occupations_en.csv", "conceptUri,iscoGroup,preferredLabel,code",
            "http://data.europa.eu/esco/occupation/1,7513,dairy maker,7513.1")
        try reader.add(
            "occupationSkillRelations.csv", "occupationUri,relationType,skillUri",
            "http://data.europa.eu/esco/occupation/1,optional,http://data.europa.eu/esco/skill/5BA1D5B9")
        let merged = reader.finish().content.merging(try StarterFiles.read().content)

        #expect(merged.concepts.map(\.code) == ["0aaaaaaa", "food", "haccp", "make-cheese", "mentor", "work"])
        #expect(merged.concepts.map(\.own) == [false, true, true, true, true, true])
        let labels = merged.labels.filter { $0.subject == 2 }.map { "\($0.language) \($0.kind) \($0.text)" }
        #expect(
            labels == [
                "en preferred apply HACCP", "en alternative HACCP", "en alias food safety", "fr preferred HACCP",
            ])
        #expect(merged.relations.map { [$0.from, $0.to] } == [[1, 5], [2, 1], [3, 1]])
        #expect(merged.judged == [.init(first: 2, second: 3, alike: nil, usedTogether: 60)])
        #expect(merged.occupations.map(\.code) == ["cheese-maker"])
        #expect(merged.occupationLabels.map(\.text) == ["dairy maker", "cheese maker", "fromager"])
        #expect(merged.occupationLabels.map(\.kind) == [.preferred, .alias, .preferred])
        // Where both speak of one pair the official word stands.
        #expect(merged.occupationSkills.map { $0.concept } == [2, 3, 4])
        #expect(merged.occupationSkills.map { $0.essential } == [false, true, false])
    }
}

/// A starter taxonomy of three skills.
enum StarterFiles {
    static func read(
        _ change: (String) -> String = { $0 }
    ) throws -> (content: TaxonomyContent, report: ImportReport) {
        var reader = StarterReader()
        for (name, lines) in files {
            let text = lines.joined(separator: "\n").replacing(";", with: "\t")
            try reader.add(name, Array(change(text).utf8))
        }
        return reader.finish()
    }

    private static let files = [
        (
            "occupations.tsv",
            [
                "code;uri;isco;isic;en;fr;es;ar;essential;optional",
                "cheese-maker;http://data.europa.eu/esco/occupation/1;7513;1050;cheese maker;fromager;;;haccp|make-cheese;mentor",
            ]
        ),
        ("relations.tsv", ["code;other;alike;same_job", "haccp;make-cheese;;60"]),
        (
            "skills.tsv",
            [
                "code;uri;kind;transversal;broader;en;fr;es;ar;en_alt;fr_alt;es_alt;ar_alt",
                "make-cheese;;skill;0;food;make cheese;produire du fromage;fabricar quesos;صناعة الجبن;cheese making| cheesemaking |make cheese;;;",
                "haccp;http://data.europa.eu/esco/skill/5ba1d5b9;knowledge;0;food;food safety;HACCP;;;HACCP;;;",
                "mentor;;skill;1;;mentor people;;;;;;;",
            ]
        ),
        (
            "groups.tsv",
            ["code;broader;en;fr;es;ar", "work;;Work;Travail;;", "food;work;Food;Aliments;;"]
        ),
        ("isic.tsv", ["code"]),
    ]
}

extension ESCOReader {
    mutating func add(_ name: String, _ lines: String...) throws {
        try add(name, Array(lines.joined(separator: "\r\n").utf8))
    }
}
