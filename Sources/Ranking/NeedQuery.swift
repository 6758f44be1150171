/// A profile that looks for needs.
package struct NeedQuery: Hashable, Sendable {
    /// What the profile has, for the needs' demands and musts.
    package var terms: [TermLevel]
    /// Whether the needs' demands count with their half weights, because ``wish`` is the other half.
    package var half: Bool
    /// What the profile wishes, answered by what a need gives; with ``half``, the weights sum to 125 at most.
    package var wish: [Item]
    /// What a need must give; a failure is counted after the filter's conditions and before the need's own musts.
    package var wishConditions: [Condition]
    package var filter: Filter
    /// How many hits at most.
    package var k: Int
    /// The last hit of the page before; null begins at the best.
    package var after: Hit?

    package init(
        terms: [TermLevel], half: Bool = false, wish: [Item] = [], wishConditions: [Condition] = [],
        filter: Filter = Filter(), k: Int = 20, after: Hit? = nil
    ) {
        self.terms = terms
        self.half = half
        self.wish = wish
        self.wishConditions = wishConditions
        self.filter = filter
        self.k = k
        self.after = after
    }
}
