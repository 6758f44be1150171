/// A code of ISIC Rev.4 at any depth: section `A`, division `01`, group `011` or class `0111`.
package struct SectorCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The code without its section letter, except for a section itself.
    package let description: String

    /// Reads `A`, `01`, `A01`, `011`, `0111` and `A0111`; throws ``Violation/Rule/unknownCode`` for a form or a
    /// division that ISIC does not have.
    package init(_ text: some StringProtocol) throws(Violation) {
        let upper = text.uppercased()
        let digits = upper.drop { $0.isASCIILetter }
        let letter = upper.prefix(upper.count - digits.count)
        let unknown = Violation(.unknownCode, "give an ISIC Rev.4 code such as A, 01, 011 or 0111")
        if digits.isEmpty {
            guard letter.count == 1, Self.sections.contains(where: { $0.letter == letter }) else { throw unknown }
            description = String(letter)
            return
        }
        guard letter.count <= 1, (2...4).contains(digits.count), digits.allSatisfy(\.isASCIIDigit),
            let section = Self.section(ofDivision: digits.prefix(2)), letter.isEmpty || letter == section
        else { throw unknown }
        description = String(digits)
    }

    package static func < (left: Self, right: Self) -> Bool { left.description < right.description }

    /// The letter of the section that the code lies in.
    package var section: String { Self.section(ofDivision: description.prefix(2)) ?? description }

    /// The code and those above it, from itself up to its section.
    package var path: [String] {
        guard description.count > 1 else { return [description] }
        return stride(from: description.count, through: 2, by: -1).map { String(description.prefix($0)) } + [section]
    }

    private static func section(ofDivision division: some StringProtocol) -> String? {
        guard let number = Int(division) else { return nil }
        return sections.first { $0.divisions.contains(number) }?.letter
    }

    /// ISIC Rev.4's 21 sections and the divisions of each (United Nations, Statistical Papers M 4/Rev.4, 2008).
    private static let sections: [(letter: String, divisions: ClosedRange<Int>)] = [
        ("A", 1...3), ("B", 5...9), ("C", 10...33), ("D", 35...35), ("E", 36...39), ("F", 41...43), ("G", 45...47),
        ("H", 49...53), ("I", 55...56), ("J", 58...63), ("K", 64...66), ("L", 68...68), ("M", 69...75),
        ("N", 77...82), ("O", 84...84), ("P", 85...85), ("Q", 86...88), ("R", 90...93), ("S", 94...96),
        ("T", 97...98), ("U", 99...99),
    ]
}
