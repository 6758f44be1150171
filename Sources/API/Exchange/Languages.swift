import Foundation

/// What `Accept-Language` asks for (RFC 9110 §12.5.4).
enum Languages {
    /// Primary subtags, the most wanted first; English when nothing is asked or understood.
    static func wanted(_ header: String?) -> [String] {
        guard let header, header.utf8.count <= 500 else { return ["en"] }
        let ranges = header.split(separator: ",").prefix(20).enumerated().compactMap {
            index, range -> (String, Double, Int)? in
            let parts = range.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let tag = parts.first?.split(separator: "-").first.map({ $0.lowercased() }),
                (2...3).contains(tag.count), tag.allSatisfy({ $0.isASCII && $0.isLetter })
            else { return nil }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return quality > 0 ? (tag, quality, index) : nil
        }
        var seen: Set<String> = []
        let ordered = ranges.sorted { ($1.1, $0.2) < ($0.1, $1.2) }.map(\.0).filter { seen.insert($0).inserted }
        return ordered.isEmpty ? ["en"] : ordered
    }
}
