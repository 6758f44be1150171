/// ISO 8859-15, in which the United Nations publish ISIC in French and Spanish.
enum Latin9 {
    static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        Array(bytes.map { letters[$0] ?? Character(Unicode.Scalar($0)) }.reduce(into: "") { $0.append($1) }.utf8)
    }

    /// Where it differs from Unicode's first 256 scalars.
    private static let letters: [UInt8: Character] = [
        0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
    ]
}
