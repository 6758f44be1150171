/// A month of the Gregorian calendar, such as 2027-01.
package struct Month: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Months since January of the year 0: what months are compared and counted by.
    package let number: Int

    package var year: Int { number / 12 }
    /// 1 to 12.
    package var month: Int { number % 12 + 1 }

    package init(number: Int) { self.number = number }

    /// Throws ``Violation/Rule/dateImpossible`` unless the text is `YYYY-MM` of the years 1900 to 2199.
    package init(_ text: some StringProtocol) throws(Violation) {
        let parts = text.split(separator: "-" as Character, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, parts[1].count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), (1900...2199).contains(year), (1...12).contains(month)
        else {
            throw Violation(.dateImpossible, "give a month as YYYY-MM")
        }
        number = year * 12 + month - 1
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    package var description: String {
        let month = self.month
        return "\(year)-\(month < 10 ? "0" : "")\(month)"
    }
}

/// A span of whole months, both ends included; an end that is null is open.
package struct Period: Hashable, Sendable {
    package let from: Month?
    package let until: Month?

    /// Throws ``Violation/Rule/periodReversed`` when it ends before it begins.
    package init(from: Month?, until: Month?) throws(Violation) {
        if let from, let until, until < from {
            throw Violation(.periodReversed, at: "/until", "give an end that is not before the beginning")
        }
        self.from = from
        self.until = until
    }
}
