import Model

/// Reads ISIC Rev.4 as the United Nations publish it: a structure file for each language.
///
/// The files have a code and its title, under headings in their own language, the codes of all four depths in the order of the tree, and are in UTF-8
/// (English) or ISO 8859-15 (French, Spanish).
package struct ISICReader {
    private var titles: [String: [String: String]] = [:]
    private var report = ImportReport()

    package init() {}

    /// The language that the name of a structure file mentions; null where it is none.
    package static func language(ofFileName name: String) -> String? {
        let name = name.lowercased()
        let names = [
            "english": "en", "french": "fr", "spanish": "es", "arabic": "ar", "russian": "ru", "chinese": "zh",
        ]
        return names.first { name.contains("_\($0.key)_") }?.value
    }

    /// Reads one language's structure file.
    package mutating func add(_ name: String, language: String, _ bytes: [UInt8]) throws(ReadingError) {
        let bytes = bytes.lineOfInvalidUTF8 == nil ? bytes : Latin9.utf8(bytes)
        var rows = try ReportedRows(name, bytes)
        guard rows.reader.columns.count == 2 else {
            throw ReadingError(file: name, reason: .missingColumn("Description"))
        }
        let (code, title) = (0, 1)
        while try rows.next() {
            guard let sector = try? SectorCode(rows.text(code)) else {
                rows.note(.malformedRow, "line \(rows.reader.line): no code of ISIC")
                continue
            }
            rows.take()
            titles[sector.description, default: [:]][language] = rows.text(title)
        }
        report.append(rows.finish())
    }

    /// All codes in the order of the tree.
    package consuming func finish() -> (entries: [CodeListEntry], report: ImportReport) {
        var entries: [(path: [String], entry: CodeListEntry)] = []
        for (code, titles) in titles {
            guard let path = try? SectorCode(code).path else { continue }
            let entry = CodeListEntry(code: code, parent: path.dropFirst().first, titles: titles)
            entries.append((path.reversed(), entry))
        }
        entries.sort { $0.path.lexicographicallyPrecedes($1.path) }
        return (entries.map(\.entry), report)
    }
}
