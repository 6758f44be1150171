/// A term in one of the two spaces of an index: what a document is or has, and what it gives.
struct TermKey: Hashable {
    enum Side: UInt64 {
        case own, given
    }

    /// 32 bits of term below one bit of side.
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    init(_ term: Term, _ side: Side) { rawValue = UInt64(term.rawValue) | side.rawValue << 32 }

    var term: Term { Term(rawValue: UInt32(truncatingIfNeeded: rawValue)) }
    var side: Side { rawValue >> 32 == 0 ? .own : .given }
}

/// Numbers the term keys that come by, from 0: open addressing with the key and its number in one word.
struct TermTable: Sendable {
    /// 33 bits of key above 31 bits of number + 1; 0 is a free place.
    private var places: [UInt64]
    private var shift: UInt64
    private(set) var count = 0

    init(capacity: Int = 8) {
        let bits = UInt64(max(4, Int.bitWidth - (capacity * 2).leadingZeroBitCount))
        places = Array(repeating: 0, count: 1 << bits)
        shift = 64 - bits
    }

    var bytes: Int { places.count * 8 }

    /// The number of a key; null for one that never came.
    func number(of key: TermKey) -> Int? {
        var place = home(of: key.rawValue)
        while true {
            let found = places[place]
            if found == 0 { return nil }
            if found >> 31 == key.rawValue { return Int(found & 0x7FFF_FFFF) - 1 }
            place = (place + 1) & (places.count - 1)
        }
    }

    /// The number of a key, which is the next one for a key that never came.
    mutating func insert(_ key: TermKey) -> Int {
        var place = home(of: key.rawValue)
        while places[place] != 0 {
            if places[place] >> 31 == key.rawValue { return Int(places[place] & 0x7FFF_FFFF) - 1 }
            place = (place + 1) & (places.count - 1)
        }
        count += 1
        precondition(count < 1 << 31)
        places[place] = key.rawValue << 31 | UInt64(count)
        if count * 2 > places.count { grow() }
        return count - 1
    }

    private func home(of key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift) }

    private mutating func grow() {
        let old = places
        places = Array(repeating: 0, count: old.count * 2)
        shift -= 1
        for entry in old where entry != 0 {
            var place = home(of: entry >> 31)
            while places[place] != 0 { place = (place + 1) & (places.count - 1) }
            places[place] = entry
        }
    }
}
