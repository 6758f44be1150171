import Taxonomy
import Testing

struct CodeListTests {
    @Test func `a list has a column of titles for each language`() throws {
        let text =
            "code\tparent\ten\tfr\tar\nA\t\tFarming\tAgriculture\t\n01\tA\tCrops\t\tزراعة\nZ9\tZ\tLost\t\t\n01\tA\tAgain\t\t\n"
        let (entries, report) = try CodeListReader.read("isic.tsv", Array(text.utf8))
        #expect(
            entries == [
                CodeListEntry(code: "A", parent: nil, titles: ["en": "Farming", "fr": "Agriculture"]),
                CodeListEntry(code: "01", parent: "A", titles: ["en": "Crops", "ar": "زراعة"]),
            ])
        #expect(report.count(.taken) == 3)
        #expect(report.count(.repeatedRow) == 1)
        #expect(report.count(.unknownParentCode) == 1)
    }

    @Test func `ISIC in Latin letters of one byte comes out whole, in the tree's order`() throws {
        var reader = ISICReader()
        let latin: [UInt8] =
            Array("\"Code\",\"Description\"\r\n\"B\",\"Min\"\r\n\"A\",\"P".utf8) + [0xEA]
            + Array("che\"\r\n\"011\",\"C".utf8) + [0xBD]
            + Array("ur\"\r\n\"01\",\"Culture\"\r\n\"77777\",\"x\"\r\n".utf8)
        try reader.add("ISIC_Rev_4_french_structure.txt", language: "fr", latin)
        let (entries, report) = reader.finish()
        #expect(entries.map(\.code) == ["A", "01", "011", "B"])
        #expect(entries.map(\.parent) == [nil, "A", "01", nil])
        #expect(entries.map { $0.title(in: "fr") } == ["Pêche", "Culture", "Cœur", "Min"])
        #expect(report.count(.malformedRow) == 1)
        #expect(ISICReader.language(ofFileName: "ISIC_Rev_4_spanish_structure.txt") == "es")
        #expect(ISICReader.language(ofFileName: "isic.csv") == nil)
    }

    @Test func `SDG titles run over lines and may be quoted`() throws {
        var reader = SDGReader()
        let text =
            "10-title: Ten\n1-short: Short\n1-title: 'It''s\n  one'\n1-2-title: a: b\n  c\n1-a-title: \"letter\"\n1-10-title: x\n1-2-1-title: y\nodd: z\n"
        try reader.add("en/global_goals.yml", language: "en", Array(text.utf8))
        let (entries, report) = reader.finish()
        #expect(entries.map(\.code) == ["1", "1.2", "1.2.1", "1.10", "1.a", "10"])
        #expect(entries.map(\.parent) == [nil, "1", "1.2", "1", "1", nil])
        #expect(entries.map { $0.title(in: "en") } == ["It's one", "a: b c", "y", "x", "letter", "Ten"])
        #expect(report.count(.malformedRow) == 1)
    }
}

/// The official lists; skipped where the files are not beside the repository.
@Suite(.enabled(if: OfficialFiles.areHere, "the official files are not beside the repository"))
struct OfficialCodeListTests {
    @Test func `ISIC has 766 codes in three languages, whichever file they come from`() throws {
        var reader = ISICReader()
        for language in ["english", "french", "spanish"] {
            for file in try OfficialFiles.members("isic-rev4/ISIC_Rev_4_\(language)_structure.txt") {
                let language = try #require(ISICReader.language(ofFileName: file.name))
                try reader.add(file.name, language: language, file.bytes)
            }
        }
        let (entries, report) = reader.finish()
        #expect([1, 2, 3, 4].map { depth in entries.filter { $0.code.count == depth }.count } == [21, 88, 238, 419])
        #expect(report.count(.taken) == 3 * 766)
        #expect(report.lines.count == 3)

        let file = try #require(try OfficialFiles.members("isic-rev4/DERIVED_isic4_en_fr_es_ar.csv").first)
        let joined = try CodeListReader.read(file.name, file.bytes).entries
        #expect(joined.map(\.code) == entries.map(\.code))
        #expect(joined.map(\.parent) == entries.map(\.parent))
        #expect(joined.allSatisfy { $0.titles.count == 4 })
        for (joined, entry) in zip(joined, entries) {
            #expect(entry.titles.allSatisfy { joined.titles[$0.key] == $0.value }, "\(entry.code)")
        }
    }

    @Test(arguments: ["en", "fr", "es", "ar", "km", "ne", "ru"])
    func `there are 17 goals, 169 targets and 252 indicators in each language`(language: String) throws {
        var reader = SDGReader()
        for sort in ["goals", "targets", "indicators"] {
            for file in try OfficialFiles.members("sdg/\(language)/global_\(sort).yml") {
                try reader.add(file.name, language: language, file.bytes)
            }
        }
        let (entries, report) = reader.finish()
        let depths = [1, 2, 3].map { depth in entries.filter { $0.code.split(separator: ".").count == depth } }
        #expect(depths.map(\.count) == [17, 169, 252])
        let codes = Set(entries.map(\.code))
        #expect(entries.allSatisfy { $0.parent.map(codes.contains) ?? true })
        #expect(report.lines.allSatisfy { $0.finding == .taken })
        #expect(entries.allSatisfy { !$0.title(in: language).contains("'") || language != "km" })
    }

    @Test func `there are 23 objectives of the Global Compact`() throws {
        let file = try #require(try OfficialFiles.members("gcm/gcm_objectives_en.csv").first)
        let entries = try CodeListReader.read(file.name, file.bytes).entries
        #expect(entries.map(\.code) == (1...23).map(String.init))
        #expect(entries[2].title(in: "fr") == "Provide accurate and timely information at all stages of migration")
    }
}
