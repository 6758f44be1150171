/// The Arabic article, which people write and leave out before any word of a skill's name.
enum ArabicArticle {
    private static let article = "ال"
    /// Each word doubles the variants; longer names are found by their likeness.
    private static let mostWords = 4

    /// A normal form with and without the article before each of its Arabic words, itself among them.
    static func variants(of form: String) -> [String] {
        let words = form.split(separator: " ").map(String.init)
        guard words.count <= mostWords else { return [form] }
        var variants = [""]
        for word in words {
            let spellings = spellings(of: word)
            variants = variants.flatMap { start in spellings.map { start.isEmpty ? $0 : "\(start) \($0)" } }
        }
        return variants
    }

    private static func spellings(of word: String) -> [String] {
        guard let first = word.unicodeScalars.first, ("\u{621}"..."\u{64A}").contains(first) else { return [word] }
        if word.hasPrefix(article) { return [word, String(word.dropFirst(article.count))].filter { !$0.isEmpty } }
        return [word, article + word]
    }
}
