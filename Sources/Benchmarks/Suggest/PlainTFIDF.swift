import Foundation
import Taxonomy

/// What one would write first: the cosine of TF-IDF over the words of all of a thing's names.
struct PlainTFIDF<Subject> {
    private let subjects: [Subject]
    private var documents: [String: [(document: Int, weight: Double)]] = [:]

    init(_ named: [(subject: Subject, names: [NameRecords.Name])]) {
        subjects = named.map(\.subject)
        let counts = named.map { named in
            named.names.flatMap { Self.words(of: $0.text) }.reduce(into: [String: Double]()) { $0[$1, default: 0] += 1 }
        }
        var holders: [String: Double] = [:]
        for counts in counts { for word in counts.keys { holders[word, default: 0] += 1 } }
        for (document, counts) in counts.enumerated() {
            let weights = counts.map { word, count in
                (word: word, weight: count * log(Double(named.count) / (holders[word] ?? 1)))
            }
            let length = weights.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
            for (word, weight) in weights where length > 0 {
                documents[word, default: []].append(
                    (document, weight / length * log(Double(named.count) / (holders[word] ?? 1))))
            }
        }
    }

    func best(for text: String, limit: Int) -> [Subject] {
        var scores: [Int: Double] = [:]
        for word in Self.words(of: text) {
            for (document, weight) in documents[word] ?? [] { scores[document, default: 0] += weight }
        }
        return scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map { subjects[$0.key] }
    }

    private static func words(of text: String) -> [String] {
        LabelForm.normal(text).split(separator: " ").map(String.init)
    }
}
