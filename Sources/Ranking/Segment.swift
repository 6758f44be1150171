/// The documents that an index was built from, in the forms that queries read. Nothing in it ever changes.
struct Segment: Sendable {
    let lexicon: Lexicon
    let identifiers: Block<UInt128>
    let locator: IdentifierTable
    let partitions: PartitionTable
    let forward: ForwardLists
    let postings: Postings
    let bitmaps: Bitmaps
    /// The most terms that a document has.
    let longest: Int

    /// What the lists of the documents say already is worked out from them.
    init(
        lexicon: Lexicon, identifiers: Block<UInt128>, partitions: PartitionTable, forward: ForwardLists, longest: Int
    ) {
        (self.lexicon, self.identifiers, self.partitions) = (lexicon, identifiers, partitions)
        (self.forward, self.longest) = (forward, longest)
        locator = IdentifierTable(identifiers)
        postings = Postings(ranges: RangeTable(partitions), forward: forward, lexicon: lexicon)
        bitmaps = Bitmaps(documents: identifiers.count, postings: postings, lexicon: lexicon)
    }

    var count: Int { identifiers.count }

    /// What the segment takes in memory.
    var bytes: Int {
        lexicon.bytes + identifiers.bytes + locator.bytes + forward.bytes + postings.bytes + bitmaps.bytes
    }

    func document(_ identifier: UInt128) -> Int? { locator.document(identifier, in: identifiers) }

    /// What a document has on one side, in an order of the segment's own.
    func terms(of document: Int, _ side: TermKey.Side) -> [TermLevel] {
        forward.slots(of: document).compactMap { slot in
            let key = lexicon.key(ofSlot: slot)
            return key.side == side ? TermLevel(key.term, lexicon.grade(ofSlot: slot)) : nil
        }
    }

    func partition(of document: Int) -> UInt16 { partitions.partitions[partitions.index(of: document)] }

    /// The first document of a partition whose identifier is no less, or the one after the partition.
    func place(of identifier: UInt128, in partition: UInt16) -> Int {
        let span = partitions.span(of: partition)
        var (low, high) = (span.lowerBound, span.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if identifiers.start[middle] < identifier { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
