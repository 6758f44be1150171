import Model

/// ISIC's tree as it is in force, with titles, and how near two of its codes are.
struct SectorTree: Sendable {
    let codes: [SectorCode]
    private let entries: [SectorCode: CodeListEntry]

    init(_ entries: [CodeListEntry]) {
        var byCode: [SectorCode: CodeListEntry] = [:]
        for entry in entries {
            if let code = try? SectorCode(entry.code) { byCode[code] = entry }
        }
        self.entries = byCode
        codes = byCode.keys.sorted()
    }

    func title(of code: SectorCode, in language: String) -> String {
        entries[code]?.title(in: language) ?? code.description
    }

    /// What two codes share, in percent, by the depth of their closest common ancestor and how far apart they lie below.
    ///
    /// | closest common ancestor | one is the other's ancestor | neither is |
    /// |---|---|---|
    /// | the same code | 100 | |
    /// | a group | 90 | 75 |
    /// | a division | 80 (group), 70 (class) | 50 |
    /// | a section | 60 (division), 50 (group), 40 (class) | 20 |
    /// | none | | 0 |
    ///
    /// Somebody who gives a whole section may well know the class that is asked, so a line of descent counts for more
    /// than cousinship; cousins share less the wider the group that they share is.
    static func proximity(_ left: SectorCode, _ right: SectorCode) -> Int {
        let (upper, lower) = left.depth < right.depth ? (left, right) : (right, left)
        if upper.depth == 0 { return upper.section == lower.section ? [100, 60, 50, 40][lower.depth] : 0 }
        let common = zip(upper.description.utf8, lower.description.utf8).prefix { $0 == $1 }.count
        switch (upper.depth, common) {
        case (3, 4): return 100
        case (2, 3): return lower.depth == 2 ? 100 : 90
        case (1, 2): return [100, 80, 70][lower.depth - 1]
        case (_, 3): return 75
        case (_, 2): return 50
        default: return upper.section == lower.section ? 20 : 0
        }
    }
}

extension SectorCode {
    /// 0 for a section, 1 for a division, 2 for a group, 3 for a class.
    fileprivate var depth: Int { description.utf8.count - 1 }
}
