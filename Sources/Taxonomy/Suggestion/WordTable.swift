/// The distinct words of all labels, numbered in the order in which they first came.
struct WordTable: Sendable {
    private(set) var words: [String] = []
    private var numbers: [String: Int32] = [:]

    var count: Int { words.count }

    /// The number of a word; null for one that no label has.
    func number(of word: String) -> Int32? { numbers[word] }

    mutating func add(_ word: String) -> Int32 {
        if let number = numbers[word] { return number }
        let number = Int32(words.count)
        numbers[word] = number
        words.append(word)
        return number
    }

    /// The words of a normal form. The Arabic article, alone or after one of the letters that are written onto it, is no
    /// part of a word: a label has it and who types leaves it out, or the other way round.
    static func words(of normal: String) -> [String] {
        normal.split(separator: " ").map { word in
            guard let first = word.unicodeScalars.first, ("\u{621}"..."\u{64A}").contains(first) else {
                return String(word)
            }
            for article in ["ال", "وال", "بال", "فال", "كال", "لل"] where word.hasPrefix(article) {
                let bare = word.dropFirst(article.count)
                if bare.count >= 3 { return String(bare) }
            }
            return String(word)
        }
    }
}
