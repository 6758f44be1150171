/// What single items come to, for the explanation of hits that a ranking has already found.
extension Shape {
    /// The best answer that some terms give.
    package func outcome(for terms: [TermLevel]) -> ItemOutcome { OneByOne(terms).outcome(of: self) }

    /// What the best of a few terms is worth; 0 where none of them answers.
    package func value(of terms: [TermLevel]) -> UInt8 {
        var value: UInt8 = 0
        for answer in answers {
            for term in terms where term.term == answer.term {
                value = max(value, self.value(of: answer, at: Grade(term)))
            }
        }
        return value
    }
}

extension Condition {
    /// Whether some terms fulfil it at an instant, in seconds since 1970.
    package func isMet(by terms: [TermLevel], at instant: Int64) -> Bool { OneByOne(terms).meets(self, at: instant) }
}
