/// What single items come to, for the explanation of hits that a ranking has already found.
extension Shape {
    /// The best answer that some terms give.
    package func outcome(for terms: [TermLevel]) -> ItemOutcome { OneByOne(terms).outcome(of: self) }

    /// What some terms come to for the items of a query or a need.
    package static func outcomes(of shapes: [Shape], for terms: [TermLevel]) -> [ItemOutcome] {
        OneByOne(terms).outcomes(of: shapes)
    }
}
