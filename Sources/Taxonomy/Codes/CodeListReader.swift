/// Reads a list of codes with a column of titles for each language.
///
/// The columns are `code` (or `objective`), perhaps `parent`, and titles under a language's subtag (`fr`, or `title_fr`);
/// others are passed over. So are read the joined ISIC, the GCM objectives, and the starter's lists (`.tsv` by tabs).
package enum CodeListReader {
    /// The entries in the order of the file; blank titles are left out, and so is a code whose parent is not listed.
    package static func read(
        _ name: String, _ bytes: [UInt8]
    ) throws(ReadingError) -> (entries: [CodeListEntry], report: ImportReport) {
        var rows = try ReportedRows(name, bytes, dialect: name.hasSuffix(".tsv") ? .tabs : .commas)
        let code: Int =
            if let objective = rows.optionalColumn("objective") { objective } else { try rows.column("code") }
        let parent = rows.optionalColumn("parent")
        let titles = LanguageColumns(rows)
        var entries: [CodeListEntry] = []
        var seen: Set<String> = []
        while try rows.next() {
            let (code, parent) = (rows.text(code), rows.text(parent))
            guard !code.isEmpty, seen.insert(code).inserted else {
                rows.note(.repeatedRow, code)
                continue
            }
            rows.take()
            entries.append(
                CodeListEntry(code: code, parent: parent.isEmpty ? nil : parent, titles: titles.texts(in: rows)))
        }
        let listed = entries.filter { entry in
            let isKnown = entry.parent.map(seen.contains) ?? true
            if !isKnown { rows.note(.unknownParentCode, entry.code) }
            return isKnown
        }
        return (listed, rows.finish())
    }
}
