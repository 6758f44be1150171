import Model
import Ranking

/// The period factor: one item, answered by the earliest month that both sides have.
///
/// A period with an end gives a term for each of its months; one without an end gives a single term for its beginning.
/// An end without a beginning is read as the two years before it.
enum PeriodFactor {
    /// The longest period that is told month by month.
    static let longest = 36

    static func items(_ period: Period?) -> [Asked] {
        guard let period, let span = months(of: period) else { return [] }
        var answers = [Answer(term: .unstated(.period), value: Weights.prior(of: .period))]
        for (delay, month) in span.enumerated() {
            answers.append(Answer(term: .month(Month(number: month)), value: value(afterMonths: delay)))
            answers.append(Answer(term: .freeFrom(Month(number: month)), value: value(afterMonths: delay)))
        }
        // Who has been free for longer is free at the beginning, too.
        for earlier in (span.lowerBound - longest)..<span.lowerBound {
            answers.append(Answer(term: .freeFrom(Month(number: earlier)), value: 250))
        }
        return [
            Asked(
                subject: .period(period), importance: Importance.important.rawValue,
                shape: Shape(floor: 0, answers: answers))
        ]
    }

    static func terms(_ period: Period?) -> [TermLevel] {
        guard let period, let span = months(of: period) else { return [TermLevel(term: .unstated(.period))] }
        guard period.until != nil else { return [TermLevel(term: .freeFrom(Month(number: span.lowerBound)))] }
        return span.map { TermLevel(term: .month(Month(number: $0))) }
    }

    /// A tenth less for each month that passes before both can begin, down to a fifth.
    private static func value(afterMonths delay: Int) -> UInt8 { UInt8(max(50, 250 - 25 * delay)) }

    /// Null where neither end is known.
    private static func months(of period: Period) -> ClosedRange<Int>? {
        switch (period.from?.number, period.until?.number) {
        case (nil, nil): nil
        case (let from?, nil): from...(from + longest - 1)
        case (nil, let until?): (until - 23)...until
        case (let from?, let until?): from...min(until, from + longest - 1)
        }
    }
}
