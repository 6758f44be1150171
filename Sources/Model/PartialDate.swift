/// A date of which only the year, or the year and the month, may be known: `1990`, `1990-05`, `1990-05-17`.
package struct PartialDate: Hashable, Sendable, CustomStringConvertible {
    package let year: Int
    package let month: Int?
    package let day: Int?

    /// Throws ``Violation/Rule/dateImpossible`` for a day that no calendar has, or a day without a month.
    package init(year: Int, month: Int?, day: Int?) throws(Violation) {
        let impossible = Violation(.dateImpossible, "give a date as YYYY, YYYY-MM or YYYY-MM-DD")
        guard (1900...2199).contains(year) else { throw impossible }
        if let month {
            guard (1...12).contains(month) else { throw impossible }
            if let day { guard (1...Self.days(in: month, of: year)).contains(day) else { throw impossible } }
        } else if day != nil {
            throw impossible
        }
        (self.year, self.month, self.day) = (year, month, day)
    }

    package init(_ text: some StringProtocol) throws(Violation) {
        let parts = text.split(separator: "-" as Character, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        guard (1...3).contains(parts.count), numbers.count == parts.count,
            zip(parts, [4, 2, 2]).allSatisfy({ $0.count == $1 && $0.allSatisfy(\.isASCIIDigit) })
        else { throw Violation(.dateImpossible, "give a date as YYYY, YYYY-MM or YYYY-MM-DD") }
        try self.init(
            year: numbers[0], month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil)
    }

    /// Whether somebody born then has reached an age by a day: null when only the missing part could tell.
    package func hasReached(_ age: Int, on day: PartialDate) -> Bool? {
        let birthday = (
            latest: (year + age, month ?? 12, self.day ?? 31), earliest: (year + age, month ?? 1, self.day ?? 1)
        )
        let today = (day.year, day.month ?? 1, day.day ?? 1)
        if birthday.latest <= today { return true }
        return birthday.earliest > today ? false : nil
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package var description: String {
        let twoDigits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return ([String(year)] + [month, day].compactMap { $0.map(twoDigits) }).joined(separator: "-")
    }
}
