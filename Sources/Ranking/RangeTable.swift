/// How the documents are cut into ranges, each worked on in memory that fits the processor's caches.
///
/// A range has at most 65,536 documents. One also ends where a large partition begins or ends, so that a query about a
/// country works on few documents of others; it begins at a multiple of 64, so that sets of documents share their words.
struct RangeTable: Sendable {
    static let largest = 65_536
    /// A partition with fewer documents shares ranges with others.
    static let ownRange = 16_384

    /// By range: its first document; with the number of documents at the end.
    private let starts: [Int]

    var count: Int { starts.count - 1 }

    init(_ partitions: PartitionTable) {
        let documents = partitions.starts[partitions.partitions.count]
        var starts = [0]
        func cut(before document: Int) {
            while let last = starts.last, document - last > Self.largest { starts.append(last + Self.largest) }
            if let last = starts.last, document > last { starts.append(document) }
        }
        for index in partitions.partitions.indices {
            let (first, end) = (partitions.starts[index], partitions.starts[index + 1])
            guard end - first >= Self.ownRange else { continue }
            cut(before: first & ~63)
            cut(before: end & ~63)
        }
        cut(before: documents)
        self.starts = documents == 0 ? [0] : starts
    }

    /// The documents of a range.
    @inline(__always)
    subscript(range: Int) -> Range<Int> { starts[range]..<starts[range + 1] }
}
