/// Reads the starter taxonomy's files, in any order, into the same content as ESCO's.
///
/// They are tab-separated: `skills.tsv`, `groups.tsv`, `relations.tsv` and `occupations.tsv`; lists in a cell are parted
/// by `|`. The lists of codes beside them are ``CodeListReader``'s.
package struct StarterReader {
    private var concepts: [Row] = []
    private var occupations: [OccupationRow] = []
    private var pairs: [PairRow] = []
    private var report = ImportReport()

    private typealias Texts = [(language: String, kind: TaxonomyContent.Label.Kind, text: String)]

    private struct Row {
        let concept: TaxonomyContent.Concept
        let broader: [String]
        let texts: Texts
        let file: String
    }

    private struct OccupationRow {
        let occupation: TaxonomyContent.Occupation
        let essential: [String]
        let optional: [String]
        let texts: Texts
        let file: String
    }

    private struct PairRow {
        let first: String
        let second: String
        let alike: UInt8?
        let usedTogether: UInt8?
        let file: String
    }

    package init() {}

    /// Reads one file; one that is not of the taxonomy is only mentioned in the report.
    package mutating func add(_ name: String, _ bytes: [UInt8]) throws(ReadingError) {
        var rows = try ReportedRows(name, bytes, dialect: .tabs)
        switch name {
        case "skills.tsv", "groups.tsv": try readConcepts(&rows)
        case "occupations.tsv": try readOccupations(&rows)
        case "relations.tsv": try readPairs(&rows)
        default:
            report.note(.fileNotUsed, in: name)
            return
        }
        report.append(rows.finish())
    }

    private mutating func readConcepts(_ rows: inout ReportedRows) throws(ReadingError) {
        let code = try rows.column("code")
        let uri = rows.optionalColumn("uri")
        let kind = rows.optionalColumn("kind")
        let transversal = rows.optionalColumn("transversal")
        let broader = try rows.column("broader")
        let labels = LanguageColumns(rows)
        let aliases = LanguageColumns(rows, suffix: "_alt")
        while try rows.next() {
            let word = rows.text(kind)
            let concept = TaxonomyContent.Concept(
                code: rows.text(code), uri: Self.some(rows.text(uri)),
                kind: kind == nil ? .group : word == "knowledge" ? .knowledge : .skill,
                transversal: ["1", "true", "yes"].contains(rows.text(transversal)), own: true)
            guard !concept.code.isEmpty, !concepts.contains(where: { $0.concept.code == concept.code }) else {
                rows.note(.repeatedRow, concept.code)
                continue
            }
            rows.take()
            concepts.append(
                Row(
                    concept: concept, broader: Self.list(rows.text(broader)),
                    texts: Self.texts(rows, labels, aliases), file: rows.file))
        }
    }

    private mutating func readOccupations(_ rows: inout ReportedRows) throws(ReadingError) {
        let code = try rows.column("code")
        let uri = rows.optionalColumn("uri")
        let isco = try rows.column("isco")
        let isic = rows.optionalColumn("isic")
        let essential = try rows.column("essential")
        let optional = rows.optionalColumn("optional")
        let labels = LanguageColumns(rows)
        let aliases = LanguageColumns(rows, suffix: "_alt")
        while try rows.next() {
            rows.take()
            occupations.append(
                OccupationRow(
                    occupation: TaxonomyContent.Occupation(
                        code: rows.text(code), uri: Self.some(rows.text(uri)), isco: rows.text(isco),
                        isic: Self.some(rows.text(isic))),
                    essential: Self.list(rows.text(essential)), optional: Self.list(rows.text(optional)),
                    texts: Self.texts(rows, labels, aliases), file: rows.file))
        }
    }

    private mutating func readPairs(_ rows: inout ReportedRows) throws(ReadingError) {
        let code = try rows.column("code")
        let other = try rows.column("other")
        let alike = try rows.column("alike")
        let sameJob = try rows.column("same_job")
        while try rows.next() {
            rows.take()
            pairs.append(
                PairRow(
                    first: rows.text(code), second: rows.text(other), alike: UInt8(rows.text(alike)),
                    usedTogether: UInt8(rows.text(sameJob)), file: rows.file))
        }
    }

    /// What all the files say together.
    package consuming func finish() -> (content: TaxonomyContent, report: ImportReport) {
        var content = TaxonomyContent()
        concepts.sort { $0.concept.code < $1.concept.code }
        occupations.sort { $0.occupation.code < $1.occupation.code }
        content.concepts = concepts.map(\.concept)
        content.occupations = occupations.map(\.occupation)
        content.labels = Self.labels(concepts.map(\.texts))
        content.occupationLabels = Self.labels(occupations.map(\.texts))
        let positions = Dictionary(
            concepts.enumerated().map { ($1.concept.code, $0) }, uniquingKeysWith: { first, _ in first })

        for (position, row) in concepts.enumerated() {
            for code in row.broader {
                if let broader = positions[code], broader != position {
                    content.relations.append(.init(from: position, to: broader, kind: .broader))
                } else {
                    report.note(.unknownParent, in: row.file, example: code)
                }
            }
        }
        for (position, row) in occupations.enumerated() {
            for (code, essential) in row.essential.map({ ($0, true) }) + row.optional.map({ ($0, false) }) {
                if let concept = positions[code] {
                    content.occupationSkills.append(
                        .init(occupation: position, concept: concept, essential: essential))
                } else {
                    report.note(.unknownSkill, in: row.file, example: code)
                }
            }
        }
        for pair in pairs {
            if let first = positions[pair.first], let second = positions[pair.second], first != second {
                content.judged.append(
                    .init(first: first, second: second, alike: pair.alike, usedTogether: pair.usedTogether))
            } else {
                report.note(.unknownSkill, in: pair.file, example: "\(pair.first) \(pair.second)")
            }
        }
        return (content, report)
    }

    private static func labels(_ rows: [Texts]) -> [TaxonomyContent.Label] {
        rows.enumerated().flatMap { position, texts in
            texts.map { .init(subject: position, language: $0.language, kind: $0.kind, text: $0.text) }
        }
    }

    private static func texts(_ rows: ReportedRows, _ labels: LanguageColumns, _ aliases: LanguageColumns) -> Texts {
        let aliases = aliases.texts(in: rows)
        let preferred = labels.texts(in: rows)
        return Set(aliases.keys).union(preferred.keys).sorted().flatMap { language in
            var texts: Texts = preferred[language].map { [(language, .preferred, $0)] } ?? []
            for alias in list(aliases[language] ?? "") where !texts.contains(where: { $0.text == alias }) {
                texts.append((language, .alias, alias))
            }
            return texts
        }
    }

    private static func list(_ cell: String) -> [String] {
        cell.split(separator: "|" as Character).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    private static func some(_ text: String) -> String? { text.isEmpty ? nil : text }
}
