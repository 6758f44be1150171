import Model

/// The sectors, languages or places of many criteria, by their number.
struct CriteriaCodes<Code: Sendable>: Sendable {
    private var lists: Lists<Code>

    init(expecting: Int) { lists = Lists(expecting: expecting) }

    /// Adds those of the next criteria, as its column holds them; null for none.
    mutating func add(_ packed: UnsafeRawBufferPointer?, _ codes: inout ParsedCodes<Code>) {
        if let packed { codes.each(in: packed) { lists.append($0) } }
        lists.end()
    }

    func map<Result>(_ number: Int32, _ transform: (Code) -> Result) -> [Result] {
        lists.map(number) { code, _ in transform(code) }
    }

    subscript(number: Int32) -> [Code] { lists[number] }
}

extension ParsedCodes<Need.Sector> {
    /// As `0111:3`, with the importance.
    static var sectors: Self {
        Self { text in
            let parts = text.split(separator: ":")
            guard parts.count == 2, let code = try? SectorCode(parts[0]) else { return nil }
            return Need.Sector(code: code, importance: Int(parts[1]).flatMap { Importance(rawValue: $0) } ?? .important)
        }
    }
}

extension ParsedCodes<Need.Language> {
    /// As `fr:4!`, with the level, 0 where it is unknown, and what is a must marked.
    static var languages: Self {
        Self { text in
            let must = text.last == "!"
            let parts = (must ? text.dropLast() : text[...]).split(separator: ":")
            guard parts.count == 2, let tag = try? LanguageTag(parts[0]) else { return nil }
            return Need.Language(tag: tag, level: Int(parts[1]).flatMap { CEFR(rawValue: $0) }, must: must)
        }
    }
}

extension ParsedCodes<Place> {
    static var places: Self { Self { try? Place($0) } }
}
