/// A concept related to another, as the import computed it.
package struct Related: Sendable, Hashable {
    /// The position in ``TaxonomyContent/concepts``.
    package let other: Int
    /// How alike what the two mean is, in percent, and less the more occupations use the other.
    package let alike: UInt8
    /// How often the same job uses both, in percent, and less the more occupations use the other; null where none uses both,
    /// or one is transversal.
    package let usedTogether: UInt8?

    package init(other: Int, alike: UInt8, usedTogether: UInt8?) {
        self.other = other
        self.alike = alike
        self.usedTogether = usedTogether
    }
}
