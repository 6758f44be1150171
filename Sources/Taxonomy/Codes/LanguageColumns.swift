/// The columns of a file whose names are languages: `fr`, or `title_fr`; with a suffix, `fr_alt`.
struct LanguageColumns {
    private let columns: [(language: String, column: Int)]

    init(_ rows: ReportedRows, suffix: String = "") {
        columns = rows.reader.columns.enumerated().compactMap { index, name in
            guard name.hasSuffix(suffix) else { return nil }
            let stem = name.dropLast(suffix.count)
            let language = stem.hasPrefix("title_") ? stem.dropFirst("title_".count) : stem
            let isLanguage = (2...3).contains(language.count) && language.allSatisfy { $0.isASCII && $0.isLowercase }
            return isLanguage && language != "uri" ? (String(language), index) : nil
        }
    }

    /// The texts of the present row that are not blank, by language.
    func texts(in rows: ReportedRows) -> [String: String] {
        var texts: [String: String] = [:]
        for (language, column) in columns {
            let text = rows.text(column)
            if !text.isEmpty { texts[language] = text }
        }
        return texts
    }
}
