/// Computes exact gains from the rows of a ``RowTable``.
struct RowScorer {
    let rowOfSlot: UnsafePointer<UInt16>
    let rows: UnsafePointer<SIMD16<UInt8>>
    let weights: UnsafePointer<SIMD16<UInt16>>
    let vectors: Int
    /// The item that adds up, which weighs nothing in ``weights``; null where there is none.
    let adding: Int?
    let addingWeight: Int
    let flags: UnsafePointer<UInt64>
    let flagWords: Int

    /// What a slot gains of sixteen items.
    @inline(__always)
    func row(ofSlot slot: Int, _ vector: Int) -> SIMD16<UInt8> { rows[Int(rowOfSlot[slot]) * vectors + vector] }

    /// What gains of sixteen items come to.
    @inline(__always)
    func gain(of values: SIMD16<UInt8>, _ vector: Int) -> Int { Self.weighted(values, weights[vector]) }

    /// What a slot adds to the item that adds up.
    @inline(__always)
    func share(ofSlot slot: Int, _ item: Int) -> Int {
        Int(UnsafeRawPointer(rows + Int(rowOfSlot[slot]) * vectors).load(fromByteOffset: item, as: UInt8.self))
    }

    @inline(__always)
    func weight(ofItem item: Int) -> Int {
        Int(UnsafeRawPointer(weights).load(fromByteOffset: item * 2, as: UInt16.self))
    }

    /// How many items there are, and some of no weight that fill the last vector.
    var itemCount: Int { vectors * 16 }

    /// The item for which a slot gains the most above what each has at least, and its gain; null where it gains nothing.
    @inline(__always)
    func greatestGain(ofSlot slot: Int, above least: UnsafeMutableBufferPointer<UInt8>) -> (item: Int, value: Int)? {
        let row = UnsafeRawPointer(rows + Int(rowOfSlot[slot]) * vectors)
        var (best, value, greatest) = (-1, 0, 0)
        for first in stride(from: 0, to: itemCount, by: 8) {
            var word = row.load(fromByteOffset: first, as: UInt64.self)
            while word != 0 {
                let shift = word.trailingZeroBitCount & ~7
                let (item, gain) = (first + shift / 8, Int(word >> UInt64(shift) & 0xFF))
                word &= ~(0xFF << UInt64(shift))
                let points = (gain - Int(least[item])) * weight(ofItem: item)
                if points > greatest { (best, value, greatest) = (item, gain, points) }
            }
        }
        return best < 0 ? nil : (best, value)
    }

    /// The gain of a document with the units of its forward list.
    @inline(__always)
    func gain(of units: UnsafePointer<UInt16>, _ count: Int) -> Int {
        var gain = 0
        for vector in 0..<vectors {
            var best = SIMD16<UInt8>.zero
            forEachSlot(of: units, count) { best = pointwiseMax(best, row(ofSlot: $0, vector)) }
            gain += Self.weighted(best, weights[vector])
        }
        guard let adding else { return gain }
        var sum = 0
        forEachSlot(of: units, count) { sum += share(ofSlot: $0, adding) }
        return gain + min(250, sum) * addingWeight
    }

    @inline(__always)
    private func forEachSlot(of units: UnsafePointer<UInt16>, _ count: Int, _ body: (Int) -> Void) {
        var place = 0
        while place < count {
            if units[place] == ForwardLists.mark {
                body(Int(units[place + 1]) | Int(units[place + 2]) << 16)
                place += 3
            } else {
                body(Int(units[place]))
                place += 1
            }
        }
    }

    /// The gain of a document with these slots.
    func gain(ofSlots slots: UnsafeBufferPointer<UInt32>) -> Int {
        var gain =
            adding.map { item in
                min(250, slots.reduce(0) { $0 + share(ofSlot: Int($1), item) }) * addingWeight
            } ?? 0
        for vector in 0..<vectors {
            var best = SIMD16<UInt8>.zero
            for slot in slots { best = pointwiseMax(best, rows[Int(rowOfSlot[Int(slot)]) * vectors + vector]) }
            gain += Self.weighted(best, weights[vector])
        }
        return gain
    }

    /// Which conditions some of the slots fulfil.
    func flags(ofSlots slots: UnsafeBufferPointer<UInt32>, word: Int) -> UInt64 {
        var flags: UInt64 = 0
        for slot in slots { flags |= self.flags[Int(rowOfSlot[Int(slot)]) * flagWords + word] }
        return flags
    }

    /// 16 bits suffice, since weights sum to 250 at most.
    @inline(__always)
    private static func weighted(_ values: SIMD16<UInt8>, _ weights: SIMD16<UInt16>) -> Int {
        Int((SIMD16<UInt16>(truncatingIfNeeded: values) &* weights).wrappedSum())
    }
}
