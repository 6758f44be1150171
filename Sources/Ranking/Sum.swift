import Lanes

/// What bounds are added up in, document by document.
///
/// A bound of 0 is not 0 but the second least number of the type, above the -1 that every bound exceeds: so all 16 bits
/// are used, and many compare at once, for which processors have signed numbers only. Greater bounds than fit are added
/// up in units of 2, 4, 8, …, each summand rounded up (``TermBound``).
typealias Sum = Int16

extension Sum {
    /// The greatest bound that there is a sum for, and one for the next.
    static var capacity: Int { Int(Self.max) - Int(Self.min) - 2 }

    /// The sum that stands for a bound.
    @inline(__always)
    init(bound: Int) { self = Self(truncatingIfNeeded: bound + Int(Self.min) + 1) }

    /// The bound that the sum stands for.
    @inline(__always)
    var bound: Int { Int(self) - Int(Self.min) - 1 }

    /// Which of 64 sums are greater than a limit: a bit each.
    @inline(__always)
    static func exceeding(_ sums: UnsafePointer<Sum>, _ limit: Sum) -> UInt64 { lanes_exceeding_16(sums, limit) }

    /// The greatest of so many sums.
    @inline(__always)
    static func greatest(of sums: UnsafePointer<Sum>, count: Int) -> Sum { lanes_greatest_16(sums, count) }
}
