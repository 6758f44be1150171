/// The terms of an index as small numbers, and their slots: one for each level at which a term occurs.
///
/// Terms are numbered by falling frequency, so that what is common lies together in the tables that queries read; the
/// slots of a term follow one another by rising level, so that "at least this level" is a stretch of slots.
struct Lexicon: Sendable {
    let table: TermTable
    /// By term.
    let keys: Block<UInt64>
    /// By term: its first slot; with one more at the end.
    let firstSlots: Block<UInt32>
    /// By slot.
    let levels: Block<UInt8>
    /// By slot: its term.
    let terms: Block<UInt32>

    var slotCount: Int { levels.count }
    var bytes: Int { table.bytes + keys.bytes + firstSlots.bytes + levels.bytes + terms.bytes }

    /// - Parameters:
    ///   - keys: the keys by provisional number.
    ///   - counts: by provisional number × 8 + level, how many documents have it.
    /// - Returns: the lexicon, and the slot of each provisional number × 8 + level.
    static func numbering(_ keys: [TermKey], counts: [UInt32]) -> (lexicon: Lexicon, slots: [UInt32]) {
        let totals = keys.indices.map { term in (0..<8).reduce(0) { $0 + Int(counts[term * 8 + $1]) } }
        let order = keys.indices.filter { totals[$0] > 0 }.sorted {
            totals[$0] != totals[$1] ? totals[$0] > totals[$1] : keys[$0].rawValue < keys[$1].rawValue
        }
        var table = TermTable(capacity: order.count)
        var firstSlots: [UInt32] = []
        var levels: [UInt8] = []
        var terms: [UInt32] = []
        var slots = [UInt32](repeating: .max, count: counts.count)
        for (number, term) in order.enumerated() {
            _ = table.insert(keys[term])
            firstSlots.append(UInt32(levels.count))
            for level in 0..<8 where counts[term * 8 + level] > 0 {
                slots[term * 8 + level] = UInt32(levels.count)
                levels.append(UInt8(level))
                terms.append(UInt32(number))
            }
        }
        firstSlots.append(UInt32(levels.count))
        let lexicon = Lexicon(
            table: table, keys: Block(order.map { keys[$0].rawValue }), firstSlots: Block(firstSlots),
            levels: Block(levels), terms: Block(terms))
        return (lexicon, slots)
    }

    /// The slots of a term, by rising level.
    func slots(ofTerm term: Int) -> Range<Int> { Int(firstSlots[term])..<Int(firstSlots[term + 1]) }

    /// The slots of a key at a level or above; null where no document has it so.
    func slots(of key: TermKey, from minimumLevel: UInt8) -> Range<Int>? {
        guard let term = table.number(of: key) else { return nil }
        let all = slots(ofTerm: term)
        guard let first = all.first(where: { levels[$0] >= minimumLevel }) else { return nil }
        return first..<all.upperBound
    }

    /// The slot of a key at exactly a level; null where no document has it so.
    func slot(of key: TermKey, level: UInt8) -> Int? {
        guard let slots = slots(of: key, from: level), levels[slots.lowerBound] == level else { return nil }
        return slots.lowerBound
    }

    func key(ofSlot slot: Int) -> TermKey { TermKey(rawValue: keys[Int(terms[slot])]) }
}
