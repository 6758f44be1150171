/// A country of ISO 3166-1 (`MA`) or, within it, a region of ISO 3166-2 (`MA-01`).
package struct Place: Hashable, Sendable, CustomStringConvertible {
    /// Two upper-case letters.
    package let country: String
    /// What follows the hyphen in the region's code, one to three characters; null for the whole country.
    package let subdivision: String?

    package var description: String { subdivision.map { "\(country)-\($0)" } ?? country }

    /// The country as a place of its own.
    package var wholeCountry: Place { Place(country: country, subdivision: nil) }

    private init(country: String, subdivision: String?) {
        self.country = country
        self.subdivision = subdivision
    }

    /// Throws ``Violation/Rule/unknownCode`` unless the text has the form of such a code; whether ISO knows it is for
    /// the database to say.
    package init(_ text: some StringProtocol) throws(Violation) {
        let parts = text.uppercased().split(separator: "-" as Character, maxSplits: 1, omittingEmptySubsequences: false)
        guard let country = parts.first, country.count == 2, country.allSatisfy(\.isASCIILetter),
            parts.count == 1
                || (1...3).contains(parts[1].count)
                    && parts[1].allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit })
        else {
            throw Violation(.unknownCode, "give an ISO 3166 code such as MA or MA-01")
        }
        self.init(country: String(country), subdivision: parts.count == 2 ? String(parts[1]) : nil)
    }
}
