/// The words of a text that somebody wrote, and which words of the labels answer them.
struct AskedWords: Sendable {
    struct Word: Sendable {
        /// As it was typed, without the signs around it, and of what is longer than any word the beginning.
        let typed: String
        let normal: String
        /// Null for one that no label has.
        let number: Int32?
    }

    struct Answer: Sendable {
        /// Of the labels.
        let word: Int32
        /// The position of the word that it answers.
        let asked: Int
        /// 0 to 1; 1 is the same word.
        let likeness: Float
    }

    /// Each once, in the order of the text.
    private(set) var words: [Word] = []
    /// By word of the labels; for each pair of words the greatest likeness.
    private(set) var answers: [Answer] = []
    /// The whole text; null where it has words that no label has.
    let sequence: [Int32]?

    /// - Parameter answers: the words of the labels that can stand for a word, and how well.
    init(_ text: String, _ table: WordTable, answers: (Word) -> [(word: Int32, likeness: Float)]) {
        var sequence: [Int32?] = []
        for part in text.split(whereSeparator: \.isWhitespace) {
            for normal in WordTable.words(of: LabelForm.normal(String(part))) {
                let word = Word(typed: Self.bare(part), normal: normal, number: table.number(of: normal))
                sequence.append(word.number)
                guard !words.contains(where: { $0.normal == normal }) else { continue }
                for (other, likeness) in Dictionary(answers(word).map { ($0.word, $0.likeness) }, uniquingKeysWith: max)
                {
                    self.answers.append(Answer(word: other, asked: words.count, likeness: likeness))
                }
                words.append(word)
            }
        }
        self.answers.sort { ($0.word, $0.asked) < ($1.word, $1.asked) }
        self.sequence = sequence.contains(nil) ? nil : sequence.compactMap(\.self)
    }

    /// The words at some positions without those that only hold a sentence together, unless there are no others.
    func telling(_ positions: [Int]) -> [Word] {
        let words = positions.map { self.words[$0] }
        let telling = words.filter { !FunctionWords.all.contains($0.normal) }
        return telling.isEmpty ? words : telling
    }

    /// Each result tells the words that it rests on, so that one without an end would be told a hundred times.
    private static let longest = 40

    private static func bare(_ part: Substring) -> String {
        let isLetter = { (character: Character) in character.isLetter || character.isNumber || "+#".contains(character)
        }
        guard let first = part.firstIndex(where: isLetter), let last = part.lastIndex(where: isLetter) else {
            return ""
        }
        let scalars = part[first...last].unicodeScalars
        return scalars.count <= longest ? String(scalars) : String(scalars.prefix(longest)) + "…"
    }
}
