/// What an item counts that adds up how far each term of a document answers the items before it, where any other item takes
/// the best answer alone.
///
/// A term's share is what it gains for those items together, though no more than ``most`` and nothing below ``least``, both
/// times its credit, as a part of what ``count`` terms come to that count so much. The item is worth the sum of the shares, at
/// most 250. So several terms that answer are worth more than one that answers everything a little.
package struct Uses: Hashable, Sendable {
    /// 0 to ``most``.
    package var least: UInt8
    /// 1 to 250.
    package var most: UInt8
    /// 1 or more.
    package var count: UInt16

    package init(least: UInt8, most: UInt8, count: UInt16) {
        precondition(least <= most && (1...250).contains(most) && count > 0)
        self.least = least
        self.most = most
        self.count = count
    }

    /// What each term adds, 0 to 250, rounded up, so that ``count`` terms that count all come to all of it.
    struct Shares: Hashable {
        /// By basis and what is gained: 256 for each basis.
        private let shares: [UInt8]
        /// What a term counts at most, by basis.
        let limits: [Int]
        /// What counts for one of 250 in 65,536 parts, rounded up.
        let part: Int

        /// - Parameter credits: by basis, as a shape has them.
        init(_ uses: Uses, _ credits: SIMD8<UInt8>) {
            let whole = Int(uses.most) * Int(uses.count)
            part = (250 << 16 + whole - 1) / whole
            limits = (0..<8).map { Int(Shape.part(credits[$0], of: uses.most)) }
            shares = (0..<8).flatMap { basis in
                let least = Int(Shape.part(credits[basis], of: uses.least))
                let most = Int(Shape.part(credits[basis], of: uses.most))
                return (0..<256).map { gain in
                    gain < least ? 0 : UInt8(min(250, (250 * min(gain, most) + whole - 1) / whole))
                }
            }
        }

        func share(of gain: Int, basis: UInt8) -> UInt8 { shares[Int(basis) << 8 | min(gain, 255)] }
    }
}

/// What one term of a document is worth to an item that adds up (``Uses``).
package struct Share: Hashable, Sendable {
    package var term: TermLevel
    /// 0 to 250.
    package var value: UInt8

    package init(term: TermLevel, value: UInt8) {
        self.term = term
        self.value = value
    }
}

extension ItemOutcome {
    /// What shares come to: the greatest wins, of equal ones that of the lower term.
    init(_ shares: [Share]) {
        let shares = shares.filter { $0.value > 0 }.sorted { left, right in
            left.value != right.value ? left.value > right.value : left.term.term < right.term.term
        }
        self.init(
            value: UInt8(min(250, shares.reduce(0) { $0 + Int($1.value) })), winner: shares.first?.term, shares: shares)
    }
}
