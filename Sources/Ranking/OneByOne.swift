/// Scores documents one by one: the plain meaning of everything that the indexes compute.
struct OneByOne {
    /// The terms of one document with their grades.
    let terms: [UInt32: [Grade]]

    init(_ terms: [TermLevel]) {
        self.terms = Dictionary(grouping: terms, by: \.term.rawValue).mapValues { $0.map(Grade.init) }
    }

    func outcome(of shape: Shape) -> ItemOutcome {
        var best = ItemOutcome(value: shape.floor, winner: nil)
        for answer in shape.answers {
            for grade in terms[answer.term.rawValue] ?? [] {
                best.take(shape.value(of: answer, at: grade), of: TermLevel(answer.term, grade))
            }
        }
        return best
    }

    func meets(_ condition: Condition, at instant: Int64) -> Bool {
        guard condition.applies(at: instant) else { return true }
        let has = condition.anyOf.contains { alternative in
            (terms[alternative.term.rawValue] ?? []).contains { $0.level >= alternative.minimumLevel }
        }
        return has != condition.negated
    }
}

extension Condition {
    /// Whether a dated rule is in force.
    func applies(at instant: Int64) -> Bool {
        (validFrom.map { $0 <= instant } ?? true) && (validUntil.map { instant < $0 } ?? true)
    }
}
