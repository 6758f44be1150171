import Lanes

/// What bounds are added up in, document by document: 16 bits where they suffice, else 32.
///
/// A bound of 0 is not 0 but the second least number of the type, above the -1 that every bound exceeds: so all bits are
/// used, and many compare at once, for which processors have signed numbers only.
protocol Sum: FixedWidthInteger, SignedInteger {
    /// Which of 64 sums are greater than a limit: a bit each.
    static func exceeding(_ sums: UnsafePointer<Self>, _ limit: Self) -> UInt64
    /// The greatest of so many sums.
    static func greatest(of sums: UnsafePointer<Self>, count: Int) -> Self
}

extension Int16: Sum {
    @inline(__always)
    static func exceeding(_ sums: UnsafePointer<Int16>, _ limit: Int16) -> UInt64 { lanes_exceeding_16(sums, limit) }

    @inline(__always)
    static func greatest(of sums: UnsafePointer<Int16>, count: Int) -> Int16 { lanes_greatest_16(sums, count) }
}

extension Int32: Sum {
    @inline(__always)
    static func exceeding(_ sums: UnsafePointer<Int32>, _ limit: Int32) -> UInt64 { lanes_exceeding_32(sums, limit) }

    @inline(__always)
    static func greatest(of sums: UnsafePointer<Int32>, count: Int) -> Int32 { lanes_greatest_32(sums, count) }
}

extension Sum {
    /// The greatest bound that there is a sum for, and one for the next.
    static var capacity: Int { Int(Self.max) - Int(Self.min) - 2 }

    /// The sum that stands for a bound.
    @inline(__always)
    init(bound: Int) { self = Self(truncatingIfNeeded: bound + Int(Self.min) + 1) }

    /// The bound that the sum stands for.
    @inline(__always)
    var bound: Int { Int(self) - Int(Self.min) - 1 }
}
