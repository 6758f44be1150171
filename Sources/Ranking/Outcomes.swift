/// What single items come to, for the explanation of hits that a ranking has already found.
extension Shape {
    /// The best answer that some terms give.
    package func outcome(for terms: [TermLevel]) -> ItemOutcome { OneByOne(terms).outcome(of: self) }
}
