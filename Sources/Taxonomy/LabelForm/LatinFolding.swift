import Foundation

/// Latin letters beyond ASCII as small letters without accents.
enum LatinFolding {
    /// The plain letters; none for a sign that is no letter, null for a scalar outside Latin.
    static func letters(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        switch scalar.value {
        case 0xAD: nil  // a soft hyphen parts no word
        case 0x80..<0x250: table[Int(scalar.value) - 0x80]
        case 0x1E00..<0x1F00: table[Int(scalar.value) - 0x1E00 + 0x1D0]
        default: nil
        }
    }

    /// U+0080 to U+024F, then U+1E00 to U+1EFF.
    private static let table: [[Unicode.Scalar]] =
        (Array(0x80..<0x250) + Array(0x1E00..<0x1F00)).map { value in
            guard let scalar = Unicode.Scalar(UInt32(value)) else { return [] }
            if let letters = undecomposed[scalar] { return Array(letters.unicodeScalars) }
            let plain = String(scalar).decomposedStringWithCompatibilityMapping.lowercased()
            return plain.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
                guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return [] }
                return undecomposed[scalar].map { Array($0.unicodeScalars) } ?? [scalar]
            }
        }

    /// Letters that Unicode does not decompose, as people write them without their keys.
    private static let undecomposed: [Unicode.Scalar: String] = [
        "Æ": "ae", "æ": "ae", "Œ": "oe", "œ": "oe", "Ø": "o", "ø": "o", "ß": "ss", "ẞ": "ss", "Ð": "d", "ð": "d",
        "Đ": "d", "đ": "d", "Þ": "th", "þ": "th", "Ł": "l", "ł": "l", "Ħ": "h", "ħ": "h", "ı": "i", "İ": "i",
        "Ŧ": "t", "ŧ": "t", "Ŋ": "n", "ŋ": "n", "ſ": "s", "µ": "μ",
    ]
}
