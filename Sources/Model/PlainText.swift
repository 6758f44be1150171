import Foundation

/// A line of text that a person typed: composed (NFC), trimmed, with nothing invisible that could deceive a reader. What has no
/// width and joins no letters is left out.
package struct PlainText: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Throws ``Violation/Rule/nameEmpty``, ``Violation/Rule/textTooLong`` or, for control characters and
    /// bidirectional overrides, ``Violation/Rule/nameControlCharacter``.
    package init(_ text: String, limit: Int = Limits.textLength) throws(Violation) {
        // Most texts are printable ASCII that neither begins nor ends with a space: such a one is as it should be.
        if (1...limit).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }),
            text.utf8.first != 0x20, text.utf8.last != 0x20
        {
            description = text
            return
        }
        // A character that is composed was at most four: to compose what is far too long would be for nothing.
        guard text.unicodeScalars.count <= 4 * limit + Self.space else {
            throw Violation(.textTooLong, "give at most \(limit) characters")
        }
        let trimmed = Self.withoutWidthless(text).precomposedStringWithCanonicalMapping
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { throw Violation(.nameEmpty, "give at least one character") }
        guard trimmed.unicodeScalars.count <= limit else {
            throw Violation(.textTooLong, "give at most \(limit) characters")
        }
        guard !trimmed.unicodeScalars.contains(where: Self.deceives) else {
            throw Violation(
                .nameControlCharacter, "leave out control characters, bidirectional overrides and what is no character")
        }
        guard trimmed.unicodeScalars.contains(where: Self.shows) else {
            throw Violation(.nameEmpty, "give a character that can be seen")
        }
        description = trimmed
    }

    /// So much space may stand around a text.
    private static let space = 1_000

    /// In the place of a text that is there and not for who asks.
    package static let withheld = PlainText(known: "…")

    private init(known text: String) { description = text }

    /// Whether a character can be seen by itself: no mark, no format, no filler, and not the blank of Braille.
    private static func shows(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.properties.isDefaultIgnorableCodePoint, scalar.value != 0x2800 else { return false }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .spaceSeparator, .lineSeparator, .paragraphSeparator,
            .format,
            .control, .surrogate, .privateUse, .unassigned:
            false
        default: true
        }
    }

    /// Without characters that nobody sees (Unicode's default ignorables, and what says how others stand), by which two names that look
    /// the same would be two; but for joiners and selectors where scripts and pictures need them.
    private static func withoutWidthless(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: isWidthless) else { return text }
        var kept = String.UnicodeScalarView()
        for (place, scalar) in scalars.enumerated() {
            let next = place + 1 < scalars.count ? scalars[place + 1] : nil
            if !isWidthless(scalar) || isNeeded(scalar, kept.last, next) { kept.append(scalar) }
        }
        return String(kept)
    }

    private static func isWidthless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Refused further on, since they change how other text is shown.
        case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: false
        // Formats that are seen, as Unicode's prepended concatenation marks: signs of Arabic, Syriac and Kaithi that stand
        // with the numbers behind them.
        case 0x600...0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD: false
        // In the place of something that is no text; and of hieroglyphs, what is lost or turned.
        case 0xFFFC, 0x13430...0x13455: true
        default: scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .format
        }
    }

    private static func isNeeded(_ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> Bool
    {
        switch scalar.value {
        case 0x200C, 0x200D: joins(before, after)
        // Which form of a letter or a picture is meant.
        case 0x180B...0x180D, 0x180F: before.map { (0x1820...0x18AA).contains($0.value) } ?? false
        case 0xFE0E, 0xFE0F: before.map(isOfPicture) ?? false
        case 0xFE00...0xFE0D, 0xE0100...0xE01EF: before?.properties.isIdeographic ?? false
        default: false
        }
    }

    /// Whether a joiner between two characters says how they are written: behind a sign that takes a vowel away, between letters of
    /// scripts that join theirs, and between pictures.
    private static func joins(_ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> Bool {
        guard let before else { return false }
        if before.properties.canonicalCombiningClass == .virama { return true }
        guard let after else { return false }
        return isOfJoining(before) && isOfJoining(after) || isOfPicture(before) && isOfPicture(after)
    }

    /// The selector of a picture's form among them.
    private static func isOfPicture(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && scalar.properties.isEmoji || scalar.value == 0xFE0F
    }

    /// From Arabic to Burmese, Khmer and Mongolian, and their like further on.
    private static func isOfJoining(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x600...0x109F, 0x1700...0x1AFF, 0xA800...0xABFF, 0x10A00...0x11FFF, 0x1E900...0x1E95F: true
        default: false
        }
    }

    private static func deceives(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Embeddings, overrides and isolates change the order in which other text is shown.
        case 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0xFEFF: true
        // No characters, and never to be.
        case 0xFDD0...0xFDEF: true
        default: scalar.value & 0xFFFE == 0xFFFE || scalar.properties.generalCategory == .control
        }
    }
}
