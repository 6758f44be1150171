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

    /// What some items come to, one after the other.
    func outcomes(of shapes: [Shape]) -> [ItemOutcome] {
        shapes.enumerated().map { place, shape in
            shape.uses.map { outcome(of: $0, shape.credits, shapes[..<place]) } ?? outcome(of: shape)
        }
    }

    private func outcome(of uses: Uses, _ credits: SIMD8<UInt8>, _ shapes: ArraySlice<Shape>) -> ItemOutcome {
        let held = terms.compactMapValues { $0.max() }
        var gains: [UInt32: Int] = [:]
        for shape in shapes {
            var best: [UInt32: Int] = [:]
            for answer in shape.answers {
                guard let grade = held[answer.term.rawValue] else { continue }
                let gain = Int(shape.value(of: answer, at: grade)) - Int(shape.floor)
                best[answer.term.rawValue] = max(gain, best[answer.term.rawValue] ?? 0)
            }
            gains.merge(best, uniquingKeysWith: +)
        }
        let shares = Uses.Shares(uses, credits)
        return ItemOutcome(
            gains.compactMap { number, gain in
                held[number].map { grade in
                    Share(
                        term: TermLevel(Term(rawValue: number), grade),
                        value: shares.share(of: gain, basis: grade.basis))
                }
            })
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
