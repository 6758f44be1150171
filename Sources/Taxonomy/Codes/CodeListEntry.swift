/// A code of an official list (ISIC, ISCO, SDG, GCM, ISO) with its titles.
package struct CodeListEntry: Sendable, Hashable {
    package let code: String
    /// The code above it; null at the top.
    package let parent: String?
    /// By primary language subtag.
    package var titles: [String: String]

    package init(code: String, parent: String?, titles: [String: String]) {
        self.code = code
        self.parent = parent
        self.titles = titles
    }

    /// The title in a language, else in English, else in the alphabetically first, else the code.
    package func title(in language: String) -> String {
        titles[language] ?? titles["en"] ?? titles.min { $0.key < $1.key }?.value ?? code
    }
}
