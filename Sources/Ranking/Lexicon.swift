/// The terms of an index as small numbers, and their slots: one for each grade at which a term occurs.
///
/// Terms are numbered by falling frequency, so that what is common lies together in the tables that queries read; the
/// slots of a term follow one another by rising grade, so that "at least this level" is a stretch of slots.
struct Lexicon: Sendable {
    let table: TermTable
    /// By term.
    let keys: Block<UInt64>
    /// By term: its first slot; with one more at the end.
    let firstSlots: Block<UInt32>
    /// By slot.
    let grades: Block<UInt8>
    /// By slot: its term.
    let terms: Block<UInt32>

    var slotCount: Int { grades.count }
    var bytes: Int { table.bytes + keys.bytes + firstSlots.bytes + grades.bytes + terms.bytes }

    /// - Parameters:
    ///   - keys: the keys by provisional number.
    ///   - counts: by provisional number × 64 + grade, how many documents have it.
    /// - Returns: the lexicon, and the slot of each provisional number × 64 + grade.
    static func numbering(_ keys: [TermKey], counts: [UInt32]) -> (lexicon: Lexicon, slots: [UInt32]) {
        let totals = keys.indices.map { term in
            (0..<Grade.count).reduce(0) { $0 + Int(counts[term * Grade.count + $1]) }
        }
        let order = keys.indices.filter { totals[$0] > 0 }.sorted {
            totals[$0] != totals[$1] ? totals[$0] > totals[$1] : keys[$0].rawValue < keys[$1].rawValue
        }
        var table = TermTable(capacity: order.count)
        var firstSlots: [UInt32] = []
        var grades: [UInt8] = []
        var terms: [UInt32] = []
        var slots = [UInt32](repeating: .max, count: counts.count)
        for (number, term) in order.enumerated() {
            _ = table.insert(keys[term])
            firstSlots.append(UInt32(grades.count))
            for grade in 0..<Grade.count where counts[term * Grade.count + grade] > 0 {
                slots[term * Grade.count + grade] = UInt32(grades.count)
                grades.append(UInt8(grade))
                terms.append(UInt32(number))
            }
        }
        firstSlots.append(UInt32(grades.count))
        let lexicon = Lexicon(
            table: table, keys: Block(order.map { keys[$0].rawValue }), firstSlots: Block(firstSlots),
            grades: Block(grades), terms: Block(terms))
        return (lexicon, slots)
    }

    /// The slots of a term, by rising grade.
    func slots(ofTerm term: Int) -> Range<Int> { Int(firstSlots[term])..<Int(firstSlots[term + 1]) }

    /// The slots of a key at a level or above; null where no document has it so.
    func slots(of key: TermKey, from minimumLevel: UInt8) -> Range<Int>? {
        guard let term = table.number(of: key) else { return nil }
        let all = slots(ofTerm: term)
        guard let first = all.first(where: { grade(ofSlot: $0).level >= minimumLevel }) else { return nil }
        return first..<all.upperBound
    }

    /// The slot of a key at exactly a grade; null where no document has it so.
    func slot(of key: TermKey, _ grade: Grade) -> Int? {
        table.number(of: key).flatMap { slots(ofTerm: $0).first { grades[$0] == grade.rawValue } }
    }

    func grade(ofSlot slot: Int) -> Grade { Grade(rawValue: grades.start[slot]) }

    func key(ofSlot slot: Int) -> TermKey { TermKey(rawValue: keys[Int(terms[slot])]) }
}
