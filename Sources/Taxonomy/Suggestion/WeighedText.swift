/// A text with what each of its words weighs among some labels.
struct WeighedText {
    let rarity: Rarity
    /// By position in the text.
    let weights: [Float]
    /// Of the whole text, as of a vector.
    let length: Float
    private let squares: [Float]
    private let all: [AskedWords.Answer]
    private let ranges: [Int32: Range<Int>]

    init(_ text: AskedWords, _ rarity: Rarity) {
        self.rarity = rarity
        weights = text.words.map { word in
            if let number = word.number { return rarity[number] }
            return rarity.greatest * (FunctionWords.all.contains(word.normal) ? Fitting.functionWord : 1)
        }
        var sum: Float = 0
        squares =
            [0]
            + weights.map { weight in
                sum += weight * weight
                return sum
            }
        length = sum.squareRoot()
        all = text.answers
        var ranges: [Int32: Range<Int>] = [:]
        var start = 0
        for (position, answer) in all.enumerated() {
            if all[start].word != answer.word { start = position }
            ranges[answer.word] = start..<(position + 1)
        }
        self.ranges = ranges
    }

    /// The words of the text that a word of a label answers.
    func answers(of word: Int32) -> ArraySlice<AskedWords.Answer> { ranges[word].map { all[$0] } ?? [] }

    /// Of some words that follow one another.
    func length(of positions: ClosedRange<Int>) -> Float {
        (squares[positions.upperBound + 1] - squares[positions.lowerBound]).squareRoot()
    }

    /// The words of labels that the text asks, each with the most that one of its words gives it.
    var asked: [(word: Int32, weight: Float)] {
        ranges.sorted { $0.key < $1.key }.map { word, range in
            (word, all[range].map { $0.likeness * weights[$0.asked] }.max() ?? 0)
        }
    }
}
