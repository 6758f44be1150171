import Foundation

/// At which place the right answer stood, for many questions.
struct Placings: CustomStringConvertible {
    private var places: [Int?] = []

    /// - Parameter place: from 0; null where the answer was not found.
    mutating func add(_ place: Int?) { places.append(place) }

    var isEmpty: Bool { places.isEmpty }

    /// The mean of 1/place.
    var reciprocal: Double { mean { 1 / Double($0 + 1) } }

    /// The share of answers among the first so many.
    func share(within count: Int) -> Double { mean { $0 < count ? 1 : 0 } }

    private func mean(_ value: (Int) -> Double) -> Double {
        places.isEmpty ? 0 : places.reduce(0) { $0 + ($1.map(value) ?? 0) } / Double(places.count)
    }

    var description: String {
        String(
            format: "%d, MRR %.3f, hit@1 %.3f, hit@10 %.3f", places.count, reciprocal, share(within: 1),
            share(within: 10))
    }
}
