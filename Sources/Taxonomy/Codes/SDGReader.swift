/// Reads the goals, targets and indicators of the Sustainable Development Goals from Open SDG's translation files.
///
/// A file is the small part of YAML that they use: a key and a text a line, in single quotes or none, continued on lines
/// that begin with a space. The keys are `1-title`, `1-2-title`, `1-a-1-title` and, for goals, `1-short`, left out here.
package struct SDGReader {
    private var titles: [Code: [String: String]] = [:]
    private var report = ImportReport()

    package init() {}

    /// Reads one file of one language.
    package mutating func add(_ name: String, language: String, _ bytes: [UInt8]) throws(ReadingError) {
        if let line = bytes.lineOfInvalidUTF8 { throw ReadingError(file: name, reason: .notUTF8(line: line)) }
        var taken = 0
        for (key, text) in entries(of: String(decoding: bytes, as: UTF8.self)) {
            guard key.hasSuffix("-title"), let code = Code(key.dropLast("-title".count)) else {
                if !key.hasSuffix("-short") { report.note(.malformedRow, in: name, example: key) }
                continue
            }
            guard !text.isEmpty else {
                report.note(.blankLabel, in: name, example: code.text)
                continue
            }
            titles[code, default: [:]][language] = text
            taken += 1
        }
        report.note(.taken, in: name, count: taken)
    }

    /// Goals, targets and indicators, each below the one above it.
    package consuming func finish() -> (entries: [CodeListEntry], report: ImportReport) {
        let entries = titles.keys.sorted().map {
            CodeListEntry(code: $0.text, parent: $0.parent, titles: titles[$0] ?? [:])
        }
        return (entries, report)
    }

    private func entries(of text: String) -> [(key: String, text: String)] {
        var entries: [(key: String, text: String)] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if line.first == " ", !entries.isEmpty {
                entries[entries.count - 1].text += " " + String(line).trimmed
            } else if let colon = line.firstIndex(of: ":") {
                let text = String(line[line.index(after: colon)...]).trimmed
                entries.append((String(line[..<colon]).trimmed, text))
            }
        }
        return entries.map { ($0.key, Self.unquoted($0.text)) }
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let quote = text.first, quote == "'" || quote == "\"",
            text.last == quote
        else {
            return text
        }
        let inner = text.dropFirst().dropLast()
        return String(inner).replacing("\(quote)\(quote)", with: String(quote)).trimmed
    }

    /// `1.a.1`: a goal, a target of it by number or letter, an indicator of that by number.
    private struct Code: Hashable, Comparable {
        let parts: [String]

        init?(_ text: Substring) {
            parts = text.split(separator: "-").map { $0.lowercased() }
            guard (1...3).contains(parts.count), parts.allSatisfy({ $0.allSatisfy { $0.isLetter || $0.isNumber } })
            else { return nil }
        }

        var text: String { parts.joined(separator: ".") }
        var parent: String? { parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil }

        /// Numbers by their value, before letters.
        static func < (left: Self, right: Self) -> Bool {
            left.parts.map(rank).lexicographicallyPrecedes(right.parts.map(rank)) { $0 < $1 }
        }

        private static func rank(_ part: String) -> (Int, String) { (Int(part) ?? .max, part) }
    }
}
