/// How well somebody masters a skill. A level that nobody stated is null, never the lowest.
package enum SkillLevel: Int, Sendable, CaseIterable, Comparable {
    case awareness = 1
    case working = 2
    case practitioner = 3
    case expert = 4

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// How much a need cares for one of its parts.
package enum Importance: Int, Sendable, CaseIterable {
    case helpful = 1
    case important = 2
    case essential = 3
}

/// A level of the Common European Framework of Reference for Languages.
package enum CEFR: Int, Sendable, CaseIterable, Comparable {
    case a1 = 1
    case a2
    case b1
    case b2
    case c1
    case c2

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// Parses `A1` … `C2`, in either case; null for anything else.
    package init?(_ text: some StringProtocol) {
        guard let level = Self.allCases.first(where: { $0.name == text.uppercased() }) else { return nil }
        self = level
    }

    /// `A1` … `C2`.
    package var name: String { ["A1", "A2", "B1", "B2", "C1", "C2"][rawValue - 1] }
}
