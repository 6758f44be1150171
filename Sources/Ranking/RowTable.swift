/// What each slot is worth to a query, made before the query runs: a row of a byte an item.
///
/// Rows hold gains: what a value is above the item's floor, so that row 0, for every slot that answers nothing, is zero
/// and a document's gain is the sum of weight × the greatest byte of its rows; of an item that adds up (``Uses``), the sum of
/// them. A row may also carry flags: which conditions the slot fulfils, for documents that are looked at one by one.
struct RowTable {
    private let workspace: Workspace
    private let segment: Segment
    private let delta: Delta
    /// How many vectors of sixteen items a row has.
    private let vectors: Int
    private let flagWords: Int
    private var rowCount = 1
    /// The slots whose rows were made, the slots of a term together.
    private(set) var touched: [Range<Int>] = []
    /// The sum of weight × floor, which every document has.
    let offset: Int
    /// The item that adds up, and its weight; null where there is none.
    private let adding: (item: Int, weight: Int)?

    /// - Parameter conditionCount: how many conditions get flags.
    init(
        _ items: [Item], _ side: TermKey.Side, segment: Segment, delta: Delta, conditionCount: Int,
        in workspace: Workspace
    ) {
        precondition(items.reduce(0) { $0 + Int($1.weight) } <= 250, "weights sum to 250 at most")
        self.workspace = workspace
        self.segment = segment
        self.delta = delta
        vectors = max(1, (items.count + 15) / 16)
        flagWords = (conditionCount + 63) / 64
        offset = items.reduce(0) { $0 + Int($1.weight) * Int($1.shape.floor) }
        adding = items.firstIndex { $0.shape.uses != nil }.map { ($0, Int(items[$0].weight)) }
        workspace.rowOfSlot.reserve(segment.lexicon.slotCount + delta.extraSlots.count)
        workspace.weights.reserve(vectors)
        workspace.weights.start.update(repeating: .zero, count: vectors)
        clearRows(0..<1)
        for (index, item) in items.enumerated() {
            // What adds up has no weight among what takes the best.
            workspace.weights.start[index / 16][index % 16] = index == adding?.item ? 0 : UInt16(item.weight)
            add(item.shape, side, index)
        }
        if let adding { addShares(items[adding.item].shape, adding.item) }
    }

    /// Marks the slots that fulfil one of a condition's alternatives, whether or not the condition is negated.
    mutating func flag(_ condition: Condition, _ side: TermKey.Side, number: Int) {
        for alternative in condition.anyOf {
            let key = TermKey(alternative.term, side)
            if let slots = segment.lexicon.slots(of: key, from: alternative.minimumLevel) {
                let all = segment.lexicon.slots(ofTerm: Int(segment.lexicon.terms[slots.lowerBound]))
                let first = firstRow(of: all) - all.lowerBound
                for slot in slots { setFlag(number, row: first + slot) }
            }
            for slot in delta.extraSlots(of: key) where delta.grade(ofExtra: slot).level >= alternative.minimumLevel {
                setFlag(number, row: firstRow(of: slot..<slot + 1))
            }
        }
    }

    /// The table as queries read it; it is valid until ``forget()``.
    var scorer: RowScorer {
        RowScorer(
            rowOfSlot: UnsafePointer(workspace.rowOfSlot.start), rows: UnsafePointer(workspace.rows.start),
            weights: UnsafePointer(workspace.weights.start), vectors: vectors, adding: adding?.item,
            addingWeight: adding?.weight ?? 0,
            flags: UnsafePointer(workspace.flags.start), flagWords: flagWords)
    }

    /// Leaves the workspace as it was.
    func forget() {
        for slots in touched {
            (workspace.rowOfSlot.start + slots.lowerBound).update(repeating: 0, count: slots.count)
        }
    }

    private mutating func add(_ shape: Shape, _ side: TermKey.Side, _ item: Int) {
        let answers = shape.answers
        let table = segment.lexicon.table
        let firstSlots = segment.lexicon.firstSlots.start
        workspace.terms.reserve(answers.count)
        let terms = workspace.terms.start
        // One short loop for each table, over all answers: so many independent reads overlap, where one loop for all
        // would wait for each.
        for (place, answer) in answers.enumerated() {
            terms[place].number = Int32(table.number(of: TermKey(answer.term, side)) ?? -1)
        }
        for place in answers.indices where terms[place].number >= 0 {
            let term = Int(terms[place].number)
            (terms[place].firstSlot, terms[place].endSlot) = (firstSlots[term], firstSlots[term + 1])
        }
        let rowOfSlot = workspace.rowOfSlot.start
        for place in answers.indices where terms[place].number >= 0 {
            terms[place].row = rowOfSlot[Int(terms[place].firstSlot)]
        }
        for place in answers.indices {
            if terms[place].number >= 0 { add(answers[place], of: shape, terms[place], item) }
            for slot in delta.extraSlots(of: TermKey(answers[place].term, side)) {
                let value = shape.value(of: answers[place], at: delta.grade(ofExtra: slot))
                raise(row: firstRow(of: slot..<slot + 1), item, value, floor: shape.floor)
            }
        }
    }

    private mutating func add(_ answer: Answer, of shape: Shape, _ term: AnsweredTerm, _ item: Int) {
        let slots = Int(term.firstSlot)..<Int(term.endSlot)
        let first = term.row != 0 ? Int(term.row) : firstRow(of: slots)
        let grades = segment.lexicon.grades.start
        for slot in slots {
            let value = shape.value(of: answer, at: Grade(rawValue: grades[slot]))
            raise(row: first + slot - slots.lowerBound, item, value, floor: shape.floor)
        }
    }

    private func raise(row: Int, _ item: Int, _ value: UInt8, floor: UInt8) {
        guard value > floor else { return }
        let vector = workspace.rows.start + row * vectors + item / 16
        let (before, gain) = (vector.pointee[item % 16], value - floor)
        guard gain > before else { return }
        vector.pointee[item % 16] = gain
        if let adding, item < adding.item { workspace.gains.start[row] += UInt16(gain - before) }
    }

    /// Writes what each slot adds by what it gains for the items before.
    private func addShares(_ shape: Shape, _ item: Int) {
        guard let uses = shape.uses else { return }
        let shares = Uses.Shares(uses, shape.credits)
        let grades = segment.lexicon.grades.start
        for slots in touched {
            let row = Int(workspace.rowOfSlot.start[slots.lowerBound])
            for (place, slot) in slots.enumerated() {
                let isExtra = slot >= segment.lexicon.slotCount
                let grade = isExtra ? delta.grade(ofExtra: slot) : Grade(rawValue: grades[slot])
                workspace.rows.start[(row + place) * vectors + item / 16][item % 16] =
                    shares.share(of: Int(workspace.gains.start[row + place]), basis: grade.basis)
            }
        }
    }

    private func setFlag(_ number: Int, row: Int) {
        workspace.flags.start[row * flagWords + number / 64] |= 1 << UInt64(number % 64)
    }

    /// The row of the first of a term's slots; those of the others follow it.
    private mutating func firstRow(of slots: Range<Int>) -> Int {
        let present = Int(workspace.rowOfSlot.start[slots.lowerBound])
        if present != 0 { return present }
        let first = rowCount
        precondition(first + slots.count <= 0xFFFF, "a query looks at fewer than 65,535 slots")
        clearRows(first..<first + slots.count)
        rowCount += slots.count
        for slot in slots { workspace.rowOfSlot.start[slot] = UInt16(first + slot - slots.lowerBound) }
        touched.append(slots)
        return first
    }

    private func clearRows(_ rows: Range<Int>) {
        workspace.rows.reserve(rows.upperBound * vectors)
        (workspace.rows.start + rows.lowerBound * vectors).update(repeating: .zero, count: rows.count * vectors)
        workspace.gains.reserve(rows.upperBound)
        (workspace.gains.start + rows.lowerBound).update(repeating: 0, count: rows.count)
        workspace.flags.reserve(rows.upperBound * flagWords)
        (workspace.flags.start + rows.lowerBound * flagWords).update(repeating: 0, count: rows.count * flagWords)
    }
}

/// Where the slots of a term lie that answers an item.
struct AnsweredTerm: BitwiseCopyable {
    /// -1 for a term that no document has.
    var number: Int32
    var firstSlot: UInt32
    var endSlot: UInt32
    /// Of the first slot; 0 while there is none.
    var row: UInt16
}
