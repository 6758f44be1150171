/// Where each partition's documents lie: in order of partition, and within one by rising identifier.
struct PartitionTable: Sendable {
    /// The partitions that have documents, ascending.
    let partitions: [UInt16]
    /// By the same: the first document; with the number of documents at the end.
    let starts: [Int]

    /// - Parameter partitions: by document, ascending.
    init(_ partitions: some Sequence<UInt16>) {
        var found: [UInt16] = []
        var starts: [Int] = []
        var count = 0
        for partition in partitions {
            if partition != found.last {
                found.append(partition)
                starts.append(count)
            }
            count += 1
        }
        self.partitions = found
        self.starts = starts + [count]
    }

    /// The documents of some partitions as ascending spans that do not touch.
    func spans(of wanted: Set<UInt16>) -> [Range<Int>] {
        var spans: [Range<Int>] = []
        for (index, partition) in partitions.enumerated() where wanted.contains(partition) {
            if let last = spans.last, last.upperBound == starts[index] {
                spans[spans.count - 1] = last.lowerBound..<starts[index + 1]
            } else {
                spans.append(starts[index]..<starts[index + 1])
            }
        }
        return spans
    }

    /// The documents of a partition; where it has none, none before those of the next one.
    func span(of partition: UInt16) -> Range<Int> {
        let index = partitions.firstIndex { $0 >= partition } ?? partitions.count
        let isThere = index < partitions.count && partitions[index] == partition
        return starts[index]..<starts[isThere ? index + 1 : index]
    }

    /// Which of the partitions a document lies in, by its place in ``partitions``.
    func index(of document: Int) -> Int {
        var low = 0
        var high = partitions.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= document { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The first document after those of a document's partition.
    func end(of document: Int) -> Int { starts[index(of: document) + 1] }
}
