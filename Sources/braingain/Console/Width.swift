extension String {
    /// How many columns of a terminal the text takes: marks none, East Asian letters and emoji two.
    var width: Int { unicodeScalars.reduce(0) { $0 + $1.width } }

    /// Whether any letter runs from right to left, so that a terminal would reorder its neighbours.
    var runsRightToLeft: Bool {
        unicodeScalars.contains { (0x0590...0x08FF).contains($0.value) || (0xFB1D...0xFEFC).contains($0.value) }
    }

    /// Fills up with spaces to a width in columns.
    func padding(toWidth width: Int) -> String { self + String(repeating: " ", count: max(0, width - self.width)) }

    /// Cuts to a width in columns, with an ellipsis for what is cut.
    func shortened(toWidth limit: Int) -> String {
        guard width > limit else { return self }
        var used = 1
        return String(
            prefix { character in
                used += String(character).width
                return used <= limit
            }) + "…"
    }

    var trimmingSuffixSpaces: String { String(reversed().drop { $0 == " " }.reversed()) }
}

extension Unicode.Scalar {
    /// Columns of a terminal, after Unicode Standard Annex 11.
    var width: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
