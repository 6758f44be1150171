/// Which documents a query is about: what is invisible is counted nowhere, what fails a condition is counted by reason.
package struct Filter: Hashable, Sendable {
    /// A filter on countries with the reason that it is counted under.
    package struct Partitions: Hashable, Sendable {
        package var reason: UInt8
        package var anyOf: Set<UInt16>

        package init(reason: UInt8, anyOf: Set<UInt16>) {
            self.reason = reason
            self.anyOf = anyOf
        }
    }

    /// A document that fails one of these does not exist for the caller.
    package var visibility: [Condition]
    /// The partitions that exist for the caller; null is all.
    package var visiblePartitions: Set<UInt16>?
    /// A few documents that do not exist for the caller, such as the caller's own.
    package var excluding: Set<UInt128>
    /// The first of the conditions; null is none.
    package var partitions: Partitions?
    /// A document that fails one of these is left out, under the reason of the first that it fails.
    package var conditions: [Condition]
    /// The instant, in seconds since 1970, that dated conditions are judged at.
    package var at: Int64

    package init(
        visibility: [Condition] = [], visiblePartitions: Set<UInt16>? = nil, excluding: Set<UInt128> = [],
        partitions: Partitions? = nil, conditions: [Condition] = [], at: Int64 = 0
    ) {
        self.visibility = visibility
        self.visiblePartitions = visiblePartitions
        self.excluding = excluding
        self.partitions = partitions
        self.conditions = conditions
        self.at = at
    }
}
