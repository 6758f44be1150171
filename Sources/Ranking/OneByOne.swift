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
                let value = shape.value(of: answer, at: grade)
                let winner = TermLevel(answer.term, grade)
                if value > best.value || (value == best.value && (best.winner.map { precedes(winner, $0) } ?? true)) {
                    best = ItemOutcome(value: value, winner: winner)
                }
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

    private func precedes(_ left: TermLevel, _ right: TermLevel) -> Bool {
        left.term != right.term ? left.term < right.term : Grade(left) > Grade(right)
    }
}

extension Condition {
    /// Whether a dated rule is in force.
    func applies(at instant: Int64) -> Bool {
        (validFrom.map { $0 <= instant } ?? true) && (validUntil.map { instant < $0 } ?? true)
    }
}
