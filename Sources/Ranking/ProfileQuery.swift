/// A need that looks for profiles.
package struct ProfileQuery: Hashable, Sendable {
    /// Their weights sum to 250 at most.
    package var items: [Item]
    package var filter: Filter
    /// How many hits at most.
    package var k: Int
    /// The last hit of the page before; null begins at the best.
    package var after: Hit?
    /// Hits that come after this one do not matter, such as where a list has enough better ones from elsewhere; null where
    /// all do.
    package var until: Hit?

    package init(items: [Item], filter: Filter = Filter(), k: Int = 20, after: Hit? = nil, until: Hit? = nil) {
        self.items = items
        self.filter = filter
        self.k = k
        self.after = after
        self.until = until
    }
}
