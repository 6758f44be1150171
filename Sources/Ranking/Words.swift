/// Sets of documents as 64 bits a word.
extension UnsafeMutablePointer where Pointee == UInt64 {
    /// Puts in all of the first documents, and no other in their last word.
    func fill(first count: Int) {
        update(repeating: .max, count: count / 64)
        if count % 64 > 0 { self[count / 64] = 1 << UInt64(count % 64) - 1 }
    }

    /// Puts in a span of documents.
    func insert(_ span: Range<Int>) {
        guard !span.isEmpty else { return }
        let first = span.lowerBound / 64
        let last = (span.upperBound - 1) / 64
        let fromFirst = UInt64.max << UInt64(span.lowerBound % 64)
        let untilLast = UInt64.max >> UInt64(63 - (span.upperBound - 1) % 64)
        if first == last {
            self[first] |= fromFirst & untilLast
        } else {
            self[first] |= fromFirst
            for word in first + 1..<last { self[word] = .max }
            self[last] |= untilLast
        }
    }

    func insert(_ document: Int) { self[document >> 6] |= 1 << UInt64(document & 63) }

    func remove(_ document: Int) { self[document >> 6] &= ~(1 << UInt64(document & 63)) }

    func clear(words: Int) { update(repeating: 0, count: words) }

    func formUnion(_ other: UnsafePointer<UInt64>, words: Int) {
        for word in 0..<words { self[word] |= other[word] }
    }

    /// Keeps what is in the other set, and says how many those are.
    func formIntersection(_ other: UnsafePointer<UInt64>, words: Int) -> Int {
        var count = 0
        for word in 0..<words {
            let both = self[word] & other[word]
            self[word] = both
            count &+= both.nonzeroBitCount
        }
        return count
    }

    /// Keeps what is not in the other set, and says how many those are.
    func subtract(_ other: UnsafePointer<UInt64>, words: Int) -> Int {
        var count = 0
        for word in 0..<words {
            let rest = self[word] & ~other[word]
            self[word] = rest
            count &+= rest.nonzeroBitCount
        }
        return count
    }

    func count(words: Int) -> Int {
        var count = 0
        for word in 0..<words { count &+= self[word].nonzeroBitCount }
        return count
    }
}
