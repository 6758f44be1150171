/// The pairs of one relation file, before anybody knows which of their concepts there are.
struct ESCORelations {
    struct Row {
        let from: Int32
        let to: Int32
        let isEssential: Bool
        let file: Int32
    }

    private(set) var rows: [Row] = []
    private(set) var files: [String] = []
    private var seen: Set<UInt64> = []

    /// Reads one file; `kind` names the column that tells essential from optional, null where there is none.
    mutating func read(
        _ csv: inout ReportedRows, from: String, to: String, kind: String?, _ uris: inout URITable
    ) throws(ReadingError) {
        let from = try csv.column(from)
        let to = try csv.column(to)
        let kind: Int? = if let kind { try csv.column(kind) } else { nil }
        files.append(csv.file)
        while try csv.next() {
            let (source, target) = (csv.text(from), csv.text(to))
            guard !source.isEmpty, !target.isEmpty else {
                csv.note(.missingURI, "line \(csv.reader.line)")
                continue
            }
            let word = csv.text(kind)
            guard kind == nil || word == "essential" || word == "optional" else {
                csv.note(.unknownRelation, word)
                continue
            }
            let row = Row(
                from: uris.number(of: source), to: uris.number(of: target), isEssential: word == "essential",
                file: Int32(files.count - 1))
            guard row.from != row.to else {
                csv.note(.selfRelation, source)
                continue
            }
            guard seen.insert(UInt64(row.from) << 32 | UInt64(row.to)).inserted else {
                csv.note(.repeatedRow, source)
                continue
            }
            rows.append(row)
        }
    }

    /// The pairs whose ends both have positions, in their order; what is missing goes to the report.
    func resolved(
        from: [Int32: Int], orElse unknownFrom: ImportFinding, to: [Int32: Int], orElse unknownTo: ImportFinding,
        _ uris: URITable, _ report: inout ImportReport
    ) -> [(from: Int, to: Int, isEssential: Bool)] {
        var taken = [Int](repeating: 0, count: files.count)
        var pairs: [(from: Int, to: Int, isEssential: Bool)] = []
        pairs.reserveCapacity(rows.count)
        for row in rows {
            let file = files[Int(row.file)]
            let (source, target) = (from[row.from], to[row.to])
            if source == nil { report.note(unknownFrom, in: file, example: uris.uri(row.from)) }
            if target == nil { report.note(unknownTo, in: file, example: uris.uri(row.to)) }
            guard let source, let target else { continue }
            taken[Int(row.file)] += 1
            pairs.append((source, target, row.isEssential))
        }
        for (file, count) in zip(files, taken) { report.note(.taken, in: file, count: count) }
        return pairs.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }
}
