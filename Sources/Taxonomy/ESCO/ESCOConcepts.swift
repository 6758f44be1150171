/// What the label files of one sort (skills, groups, occupations) say, over all languages.
struct ESCOConcepts {
    struct Facts {
        var type = ""
        var reuseLevel = ""
        var status = ""
        var code = ""
        var group = ""
        /// In English.
        var description = ""
        /// The file that told of the concept first.
        let file: String
    }

    struct LabelRow {
        let subject: Int32
        let language: String
        let labels: [(kind: TaxonomyContent.Label.Kind, text: String)]
    }

    private(set) var facts: [Int32: Facts] = [:]
    private(set) var rows: [LabelRow] = []
    private(set) var files: [(name: String, language: String)] = []
    private var seen: [String: Set<Int32>] = [:]

    /// Reads one file; columns that v1.0 lacks count as blank.
    mutating func read(
        _ csv: inout ReportedRows, language: String, _ uris: inout URITable
    ) throws(ReadingError) {
        files.append((csv.file, language))
        let uri = try csv.column("conceptUri")
        let label = try LabelColumns(csv)
        let type = csv.optionalColumn("skillType")
        let reuseLevel = csv.optionalColumn("reuseLevel")
        let status = csv.optionalColumn("status")
        let code = csv.optionalColumn("code")
        let group = csv.optionalColumn("iscoGroup")
        let description = language == "en" ? csv.optionalColumn("description") : nil
        var ambiguity = Ambiguity()
        while try csv.next() {
            let uri = csv.text(uri)
            guard !uri.isEmpty else {
                csv.note(.missingURI, "line \(csv.reader.line)")
                continue
            }
            let subject = uris.number(of: uri)
            guard seen[language, default: []].insert(subject).inserted else {
                csv.note(.repeatedRow, uri)
                continue
            }
            csv.take()
            var known = facts[subject] ?? Facts(file: csv.file)
            if known.type.isEmpty { known.type = csv.text(type) }
            if known.reuseLevel.isEmpty { known.reuseLevel = csv.text(reuseLevel) }
            if known.status.isEmpty { known.status = csv.text(status) }
            if known.code.isEmpty { known.code = csv.text(code) }
            if known.group.isEmpty { known.group = csv.text(group) }
            if known.description.isEmpty { known.description = csv.text(description) }
            facts[subject] = known
            let labels = label.read(&csv, subject, uri, &ambiguity)
            if !labels.isEmpty { rows.append(LabelRow(subject: subject, language: language, labels: labels)) }
        }
    }

    /// Concepts that have no row in a file's language, by file; English is what the others fall back to.
    func noteMissingLabels(in report: inout ImportReport) {
        for file in files where file.language != "en" {
            let missing = facts.count - (seen[file.language]?.count ?? 0)
            report.note(.missingLabel, in: file.name, count: missing)
        }
    }

    /// The labels of those concepts that have a position, by position and language.
    func labels(at positions: [Int32: Int]) -> [TaxonomyContent.Label] {
        let ordered = rows.compactMap { row in positions[row.subject].map { (position: $0, row: row) } }
            .sorted { ($0.position, $0.row.language) < ($1.position, $1.row.language) }
        return ordered.flatMap { position, row in
            row.labels.map {
                TaxonomyContent.Label(subject: position, language: row.language, kind: $0.kind, text: $0.text)
            }
        }
    }
}
