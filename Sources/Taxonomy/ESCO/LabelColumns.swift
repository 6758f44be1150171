/// The label cells of a row: one preferred, several alternatives and hidden ones, a line each.
struct LabelColumns {
    private let preferred: Int
    private let alternatives: Int?
    private let hidden: Int?

    init(_ csv: ReportedRows) throws(ReadingError) {
        preferred = try csv.column("preferredLabel")
        alternatives = csv.optionalColumn("altLabels")
        hidden = csv.optionalColumn("hiddenLabels")
    }

    /// The labels of the present row, trimmed, each text once and in its strongest kind.
    func read(
        _ csv: inout ReportedRows, _ subject: Int32, _ uri: String, _ ambiguity: inout Ambiguity
    ) -> [(kind: TaxonomyContent.Label.Kind, text: String)] {
        var labels: [(kind: TaxonomyContent.Label.Kind, text: String)] = []
        func add(_ raw: some StringProtocol, _ kind: TaxonomyContent.Label.Kind) {
            let raw = String(raw)
            let text = raw.trimmed
            guard !text.isEmpty else { return }
            if text.utf8.count != raw.utf8.count {
                csv.note(kind == .preferred ? .strayPreferredSpace : .strayOtherSpace, text)
            }
            if kind != .hidden, ambiguity.add(kind == .preferred ? raw : text, of: subject) {
                csv.note(.ambiguousLabel, text)
            }
            if labels.contains(where: { $0.text == text }) {
                csv.note(.repeatedLabel, text)
            } else {
                labels.append((kind, text))
            }
        }
        add(csv.rawText(preferred), .preferred)
        if labels.isEmpty { csv.note(.blankLabel, uri) }
        for line in csv.rawText(alternatives).split(separator: Self.newLine) { add(line, .alternative) }
        for line in csv.rawText(hidden).split(separator: Self.newLine) { add(line, .hidden) }
        return labels
    }

    private static let newLine: Character = "\n"
}

/// Finds labels that mean more than one concept.
///
/// Counted as the figures for ESCO v1.1.1 are known (702 skills, 985 occupations): without regard to case, hidden labels
/// left out, alternatives trimmed, preferred labels as they stand in the file.
struct Ambiguity {
    private var owners: [String: Int32] = [:]

    /// True when a label has just become ambiguous.
    mutating func add(_ label: String, of subject: Int32) -> Bool {
        let key = label.lowercased()
        guard let owner = owners[key] else {
            owners[key] = subject
            return false
        }
        guard owner != subject, owner != Self.several else { return false }
        owners[key] = Self.several
        return true
    }

    private static let several: Int32 = -1
}
