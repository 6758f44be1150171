import Model

/// A concept that can stand for another, in percent, and in which of the two ways: both less the more occupations use it.
package struct Neighbour: Sendable, Hashable {
    package let other: ConceptID
    /// How alike what the two mean is.
    package let alike: UInt8
    /// How often the same job uses both; null where no occupation does, and where one is transversal.
    package let usedTogether: UInt8?

    package init(other: ConceptID, alike: UInt8, usedTogether: UInt8?) {
        self.other = other
        self.alike = alike
        self.usedTogether = usedTogether
    }
}
