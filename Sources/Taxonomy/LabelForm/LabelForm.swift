import Foundation

/// The form in which labels and what people type are compared: in small letters, without accents, spelling variants of
/// Arabic made one, single spaces for everything that is neither letter nor digit.
///
/// It is stored beside each label: who changes it must have all labels written anew. Vowel signs of Indic scripts are
/// letters here, since without them other words come out. `+` and `#` stay after a letter, for C++ and C#.
package enum LabelForm {
    package static func normal(_ text: String) -> String {
        var text = text
        if text.unicodeScalars.contains(where: { !isComposed($0) }) {
            text = text.precomposedStringWithCompatibilityMapping
        }
        var words = NormalWords()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": words.append(scalar)
            case "A"..."Z": words.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
            case "+", "#": words.appendInside(scalar)
            case "\0"..."\u{7F}": words.endWord()
            default: append(scalar, to: &words)
            }
        }
        return words.text
    }

    private static func append(_ scalar: Unicode.Scalar, to words: inout NormalWords) {
        if let letters = LatinFolding.letters(of: scalar) {
            words.append(letters)
            return
        }
        if let letters = ArabicFolding.letters(of: scalar) {
            if let letter = letters { words.append(letter) }
            return
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .decimalNumber:
            words.append(Unicode.Scalar(UInt8(ascii: "0") + UInt8(properties.numericValue ?? 0)))
        case .uppercaseLetter, .titlecaseLetter:
            for lower in properties.lowercaseMapping.unicodeScalars { words.append(cyrillic(lower)) }
        case .lowercaseLetter, .modifierLetter, .otherLetter, .letterNumber: words.append(cyrillic(scalar))
        case .nonspacingMark, .spacingMark, .enclosingMark:
            // What is left of accents after composition, such as the stress marks of a Russian dictionary.
            if !("\u{300}"..."\u{36F}").contains(scalar) { words.appendInside(scalar) }
        case .format: if scalar == "\u{200B}" { words.endWord() }
        default: words.endWord()
        }
    }

    /// Russian is written with and without the dots of ё.
    private static func cyrillic(_ letter: Unicode.Scalar) -> Unicode.Scalar { letter == "ё" ? "е" : letter }

    /// Whether a scalar needs no composition: those of which the tables take care, and the letters of living scripts.
    private static func isComposed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x400..<0x483, 0x48A..<0x530, 0x5D0..<0x5EB, 0x600..<0x700, 0x1E00..<0x1F00, 0x2010..<0x2028:
            true
        default: false
        }
    }
}
