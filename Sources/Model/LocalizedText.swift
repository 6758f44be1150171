/// One text in several languages, at least one.
package struct LocalizedText: Hashable, Sendable {
    /// By primary language subtag.
    package let byLanguage: [String: PlainText]

    /// Throws ``Violation/Rule/nameEmpty`` when there is none.
    package init(_ byLanguage: [String: PlainText]) throws(Violation) {
        guard !byLanguage.isEmpty else { throw Violation(.nameEmpty, "give the text in at least one language") }
        self.byLanguage = byLanguage
    }

    /// The text in the first of the wanted languages that there is, else in English, else in the alphabetically first.
    package func text(in languages: [String]) -> String {
        for language in languages + ["en"] {
            if let text = byLanguage[language] { return text.description }
        }
        return byLanguage.min { $0.key < $1.key }?.value.description ?? ""
    }
}
