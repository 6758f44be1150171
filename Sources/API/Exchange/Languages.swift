/// What `Accept-Language` asks for (RFC 9110 §12.5.4).
enum Languages {
    /// Primary subtags, the most wanted first; English when nothing is asked or understood.
    static func wanted(_ header: String?) -> [String] {
        guard let header else { return ["en"] }
        let ranges = WeightedRanges.read(header).enumerated().compactMap { index, asked -> (String, Double, Int)? in
            guard let tag = asked.range.split(separator: "-").first.map(String.init),
                (2...3).contains(tag.count), tag.allSatisfy({ $0.isASCII && $0.isLetter })
            else { return nil }
            return asked.quality > 0 ? (tag, asked.quality, index) : nil
        }
        var seen: Set<String> = []
        let ordered = ranges.sorted { ($1.1, $0.2) < ($0.1, $1.2) }.map(\.0).filter { seen.insert($0).inserted }
        return ordered.isEmpty ? ["en"] : ordered
    }
}
