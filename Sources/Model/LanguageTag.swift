/// A BCP 47 language tag such as `fr`, `ary` or `sr-Latn`, in its canonical case.
///
/// Matching looks at the primary subtag alone: somebody who speaks `pt-BR` answers a need for `pt`.
package struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// The language itself, two or three lower-case letters.
    package var primary: String { String(description.prefix { $0 != "-" }) }

    /// Throws ``Violation/Rule/languageTagInvalid`` unless the text is language[-Script][-REGION].
    package init(_ text: some StringProtocol) throws(Violation) {
        let subtags = text.split(separator: "-" as Character, omittingEmptySubsequences: false).map { String($0) }
        let isLanguage = { (subtag: String) in (2...3).contains(subtag.count) && subtag.allSatisfy(\.isASCIILetter) }
        guard let first = subtags.first, isLanguage(first), subtags.count <= 3 else { throw Self.invalid }
        var parts = [first.lowercased()]
        for subtag in subtags.dropFirst() {
            let isLetters = subtag.allSatisfy(\.isASCIILetter)
            if subtag.count == 4, isLetters, parts.count == 1 {
                parts.append(subtag.prefix(1).uppercased() + subtag.dropFirst().lowercased())
            } else if subtag.count == 2 && isLetters || subtag.count == 3 && subtag.allSatisfy(\.isASCIIDigit) {
                parts.append(subtag.uppercased())
            } else {
                throw Self.invalid
            }
        }
        description = parts.joined(separator: "-")
    }

    private static let invalid = Violation(
        .languageTagInvalid, "give a BCP 47 tag such as fr, ary or sr-Latn")
}

extension Character {
    var isASCIILetter: Bool { isASCII && isLetter }
    var isASCIIDigit: Bool { isASCII && isNumber }
}
