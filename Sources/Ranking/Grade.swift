/// The level of a term and what it rests on, in six bits: by rising level, then by basis.
struct Grade: Hashable, Comparable {
    static let count = 64
    let rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A level or a basis above 7 counts as 7.
    init(_ term: TermLevel) { rawValue = min(term.level, 7) << 3 | min(term.basis, 7) }

    var level: UInt8 { rawValue >> 3 }
    var basis: UInt8 { rawValue & 7 }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Shape {
    func value(of answer: Answer, at grade: Grade) -> UInt8 {
        Self.part(credits[Int(grade.basis)], of: answer.values[Int(grade.level)])
    }
}

extension TermLevel {
    init(_ term: Term, _ grade: Grade) { self.init(term: term, level: grade.level, basis: grade.basis) }
}
