import Importing
import Model
import Postgres
import Store
import TestDatabase
import Testing

@Suite struct BadLineTests {
    /// One cell of a file of members, and the rule that it breaks.
    private static let badCells: [(column: String, cell: String, rule: String)] = [
        ("id", "4711", "type_mismatch"), ("born", "1990-02-30", "date_impossible"), ("born", "2020-01-01", "too_young"),
        ("latin_name", "Amina\u{202E}", "name_control_character"), ("language", "klingon", "language_tag_invalid"),
        ("language", "xq", "unknown_code"), ("origins", "MA:descent", "value_out_of_range"),
        ("origins", "MA:adoption", "unknown_code"), ("origins", "MA:birth|MA:birth", "duplicate_item"),
        ("origins", "MA-01:birth", "unknown_code"), ("residences", "XX", "unknown_code"),
        ("residences", "ES|ES", "duplicate_item"), ("headline", String(repeating: "x", count: 201), "text_too_long"),
        ("skills", "accounting:5", "level_out_of_range"), ("skills", "accounting:expert", "level_out_of_range"),
        ("skills", "accounting|comptabilité", "duplicate_item"),
        ("skills", "http://data.europa.eu/esco/skill/0:3", "unknown_code"),
        ("skills", "accounting:1:2", "unknown_code"), ("skills", "accounting:1:proposed", "unknown_code"),
        ("skills", "accounting:1:own_word:2", "too_many_items"),
        ("sectors", "04", "unknown_code"),
        ("languages", "fr:B3", "level_out_of_range"), ("languages", "fr:B1|fr:B2", "duplicate_item"),
        ("places", "Tangier", "unknown_code"), ("modes", "sometimes", "unknown_code"),
        ("from", "2026", "date_impossible"), ("hours_per_month", "1000", "value_out_of_range"),
        ("hours_per_month", "many", "type_mismatch"), ("consents", "everything", "unknown_code"),
        ("wish_modes_must", "yes", "must_without_value"), ("wish_places_must", "perhaps", "type_mismatch"),
        ("status", "alive", "unknown_code"),
    ]

    @Test func `every sort of bad cell is found with its line, column and rule, and nothing is written`() async throws {
        let database = try await TestDatabase()
        let columns = ["name"] + Set(Self.badCells.map(\.column)).sorted()
        var lines = [columns.joined(separator: ",")]
        for (column, cell, _) in Self.badCells {
            // A good line before each bad one.
            lines.append("Amina" + String(repeating: ",", count: columns.count - 1))
            lines.append((["Amina"] + columns.dropFirst().map { $0 == column ? cell : "" }).joined(separator: ","))
        }
        let report = try await RecordFile(lines.joined(separator: "\n")).run(.members, in: database)
        for (index, expected) in Self.badCells.enumerated() {
            let found = report.bad.kept.filter { $0.line == 3 + 2 * index }
            #expect(found.map(\.column).first == expected.column, "\(expected)")
            #expect(found.map(\.rule).first == expected.rule, "\(expected)")
        }
        #expect(report.bad.lines == Self.badCells.count)
        #expect(report.lines == 2 * Self.badCells.count)
        #expect(report.bad.kept.allSatisfy { !$0.remedy.contains("Amina") })
        #expect(report.written == 0)
        #expect(try await database.counts().isEmpty)
    }

    @Test func `what is missing, comes twice or ends before it begins is found too`() async throws {
        let database = try await TestDatabase()
        let id = "0190b2a0-0000-7000-8000-000000000001"
        _ = try await RecordFile("id,name\n\(id),Budi").run(.members, in: database)
        let other = "0190b2a0-0000-7000-8000-000000000002"
        let file = try RecordFile(
            """
            id,name,from,until,consents
            \(id),Budi,,,
            \(other),,,,
            \(other),Amina,2027-01,2026-01,match

            ,"Two
            lines",,,

            ,Zoë,,
            ,Z"oë,,,
            """)
        let bad = try await file.run(.members, in: database).bad.kept.map { "\($0.line) \($0.column) \($0.rule)" }
        #expect(
            bad == [
                "2 id duplicate_item", "3 name value_missing", "4 id duplicate_item", "4 until period_reversed",
                "4 consent_version value_missing", "4 consent_language value_missing",
                "6 name name_control_character", "9  line_unreadable", "10 name line_unreadable",
            ])
        #expect(try await database.counts().members == 1)
    }

    @Test func `a word that several skills are called by names their codes`() async throws {
        let database = try await TestDatabase()
        // The starter itself has no such word: the curator's would be the first.
        try await database.owner.transaction(as: .owner) { transaction throws(StoreError) in
            do throws(PostgresError) {
                try transaction.connection.execute(
                    """
                    INSERT INTO ref.label (concept, language, kind, text, normal)
                    SELECT id, 'und', 'alias', 'two meanings', 'two meanings' FROM ref.concept
                    WHERE kind = 'skill' ORDER BY id LIMIT 2
                    """)
            } catch { throw StoreError(error) }
        }
        let taxonomy = try await database.taxonomy()
        let codes = taxonomy.concepts.filter { $0.kind == .skill }.prefix(2).map(\.code)
        let report = try await RecordFile("name,skills\nAmina,two meanings").run(.members, in: database)
        #expect(report.bad.kept.map(\.rule) == ["ambiguous_label"])
        for code in codes { #expect(report.bad.kept.first?.remedy.contains(code) == true) }
    }

    @Test func `all faults are counted and a thousand kept`() async throws {
        let database = try await TestDatabase.empty()
        let lines = Array(repeating: "Amina,never", count: 1_500)
        let file = try RecordFile("name,born\n" + lines.joined(separator: "\n"))
        let bad = try await file.run(.members, in: database).bad
        #expect(bad.count == 1_500)
        #expect(bad.kept.count == 1_000)
        #expect(bad.kept.last?.line == 1_001)
    }

    @Test(arguments: [
        ("", "empty"), ("name,nmae\n", "cell 2"), ("name,name\n", "twice"), ("born\n1990", "name is missing"),
        ("Amina El Idrissi,amina@example.org\n", "cell 1"),
    ])
    func `a wrong header is refused without repeating it`(text: String, reason: String) async throws {
        let database = try await TestDatabase.empty()
        let file = try RecordFile(text)
        let error = await #expect(throws: ImportingError.self) { _ = try await file.run(.members, in: database) }
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
        #expect(error?.description.contains("Amina") == false)
    }
}
