import Foundation

/// How well one label fits a text: the cosine of their words, where each word of the text answers for one word of the label
/// at most, and a label whose words stand close together in a long text counts for more than one whose words are
/// scattered over it.
struct LabelFit {
    let score: Float
    /// The positions of the asked words that the label answers, in the order of the text.
    let asked: [Int]

    init(_ label: ArraySlice<Int32>, length: Float, in text: WeighedText) {
        var pairs: [(gain: Float, place: Int, asked: Int)] = []
        for (place, word) in label.enumerated() {
            for answer in text.answers(of: word) {
                pairs.append((answer.likeness * text.weights[answer.asked] * text.rarity[word], place, answer.asked))
            }
        }
        pairs.sort { ($1.gain, $0.place, $0.asked) < ($0.gain, $1.place, $1.asked) }
        var places: [Int] = []
        var asked: [Int] = []
        var sum: Float = 0
        for pair in pairs where !places.contains(pair.place) && !asked.contains(pair.asked) {
            places.append(pair.place)
            asked.append(pair.asked)
            sum += pair.gain
        }
        self.asked = asked.sorted()
        guard let first = self.asked.first, let last = self.asked.last else {
            score = 0
            return
        }
        let passage = text.length(of: first...last)
        score = sum / (length * pow(passage, Fitting.closeness) * pow(text.length, 1 - Fitting.closeness))
    }
}
