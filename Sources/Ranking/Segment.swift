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
}
