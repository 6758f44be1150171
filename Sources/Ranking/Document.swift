/// What a ``ProfileIndex`` finds: somebody or something with terms.
package struct Document: Hashable, Sendable {
    /// The number of a UUID; of two documents with one score the lower comes first.
    package var identifier: UInt128
    /// The caller's number of a country: documents of one partition lie together, so a filter on it is nearly free.
    package var partition: UInt16
    /// What the document has. A term that stands twice counts with whichever answers better.
    package var terms: [TermLevel]

    package init(identifier: UInt128, partition: UInt16, terms: [TermLevel]) {
        self.identifier = identifier
        self.partition = partition
        self.terms = terms
    }
}
