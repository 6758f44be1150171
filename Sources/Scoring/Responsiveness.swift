import Ranking

/// The responsiveness factor: one item, asked of mentors alone, for how fast they answer.
enum Responsiveness {
    static func items() -> [Asked] {
        let answers =
            bands.enumerated().map { Answer(term: Term(.replyWithin, UInt32($0.offset)), value: $0.element.value) }
            + [Answer(term: .unstated(.responsiveness), value: Weights.prior(of: .responsiveness))]
        return [Asked(subject: .responsiveness, importance: 1, shape: Shape(floor: 0, answers: answers))]
    }

    static func terms(_ replyDays: Int?) -> [TermLevel] {
        guard let replyDays else { return [TermLevel(term: .unstated(.responsiveness))] }
        let band = bands.firstIndex { replyDays <= $0.days } ?? bands.count - 1
        return [TermLevel(term: Term(.replyWithin, UInt32(band)))]
    }

    /// The days that a band of ``terms`` ends with.
    static func days(ofBand band: UInt32) -> Int { bands[min(Int(band), bands.count - 1)].days }

    private static let bands: [(days: Int, value: UInt8)] = [(2, 250), (5, 200), (10, 125), (90, 50)]
}
