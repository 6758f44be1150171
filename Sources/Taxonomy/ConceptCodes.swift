import Model

/// Finds a concept by whatever people write for its code: our short name, its URI, or the beginning of its URI's UUID.
struct ConceptCodes: Sendable {
    /// By short name, by URI and by what follows the last stroke of the URI.
    private let exact: [String: ConceptID]
    /// Short names and ends of URIs that begin as UUIDs do, in order, so that those with one beginning lie together.
    private let ordered: [(code: String, id: ConceptID)]

    init(_ concepts: [TaxonomyRecords.Concept]) {
        var exact: [String: ConceptID] = [:]
        var ordered: [String: ConceptID] = [:]
        for concept in concepts {
            for name in [concept.uri?.lowercased(), concept.uri.map(Self.end), concept.code.lowercased()] {
                guard let name else { continue }
                exact[name] = concept.id
                if Self.isPrefix(name) { ordered[name] = concept.id }
            }
        }
        self.exact = exact
        self.ordered = ordered.sorted { $0.key < $1.key }.map { (code: $0.key, id: $0.value) }
    }

    /// The concepts that a text can mean: one, none, or several where a beginning fits several.
    func concepts(_ text: String) -> [ConceptID] {
        let text = text.trimmed.lowercased()
        if let id = exact[text] ?? (text.contains("/") ? exact[Self.end(text)] : nil) { return [id] }
        guard Self.isPrefix(text) else { return [] }
        var low = 0
        var high = ordered.count
        while low < high {
            let middle = (low + high) / 2
            if ordered[middle].code < text { low = middle + 1 } else { high = middle }
        }
        return ordered[low...].prefix { $0.code.hasPrefix(text) }.map(\.id)
    }

    /// The UUID part of a URI in small letters.
    private static func end(_ uri: String) -> String {
        String(uri.lowercased().split(separator: "/").last ?? "")
    }

    /// Whether a text is at least eight hexadecimal digits of a UUID and nothing else.
    private static func isPrefix(_ text: String) -> Bool {
        text.utf8.count >= 8 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) || $0 == 45 }
            && !text.utf8.prefix(8).contains(45)
    }
}
