/// For the slots of common terms, the documents that have the term at the slot's level or above, one bit each: a filter
/// on a language is then a few words instead of half a million postings.
struct Bitmaps: Sendable {
    /// A term gets bitmaps when more than one document in this many has it.
    static let rarest = 32

    /// How many slots have one: the first ones, since terms are numbered by falling frequency.
    let slotCount: Int
    private let wordCount: Int
    private let words: Block<UInt64>

    var bytes: Int { words.bytes }

    /// The words of a slot, from the first document's.
    func words(ofSlot slot: Int) -> UnsafePointer<UInt64> { words.start + slot * wordCount }

    init(documents: Int, postings: Postings, lexicon: Lexicon) {
        var common = 0
        while common < lexicon.keys.count,
            postings.frequency(ofTermWith: lexicon.slots(ofTerm: common)) * Self.rarest > documents
        {
            common += 1
        }
        let wordCount = (documents + 63) / 64
        let slotCount = Int(lexicon.firstSlots[common])
        self.wordCount = wordCount
        self.slotCount = slotCount
        words = Block(count: slotCount * wordCount) { words in
            for term in 0..<common {
                let slots = lexicon.slots(ofTerm: term)
                for slot in slots.reversed() {
                    let bitmap = words + slot * wordCount
                    if slot + 1 < slots.upperBound { bitmap.update(from: bitmap + wordCount, count: wordCount) }
                    for range in 0..<postings.ranges.count {
                        let cell = postings.cell(of: slot, amongTermsSlots: slots) + range * slots.count
                        for place in Int(postings.cells[cell])..<Int(postings.cells[cell + 1]) {
                            let document = postings.ranges[range].lowerBound + Int(postings.offsets.start[place])
                            bitmap[document >> 6] |= 1 << UInt64(document & 63)
                        }
                    }
                }
            }
        }
    }
}
