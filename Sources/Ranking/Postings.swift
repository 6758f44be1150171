/// Which documents have a slot, range by range of at most 65,536 documents: 16 bits a posting and nothing for its value.
///
/// Postings lie in order of term, range, grade and document. A cell is one slot in one range; the cells of a term in a
/// range follow one another, so a stretch of grades is one run of postings.
struct Postings: Sendable {
    let ranges: RangeTable
    /// By cell: its first posting; with one more at the end.
    let cells: Block<UInt32>
    /// By posting: the document's place in its range.
    let offsets: Block<UInt16>

    var bytes: Int { cells.bytes + offsets.bytes }

    /// The cell of a slot in the first range; the one in range r is r × (slots of the term) further.
    func cell(of slot: Int, amongTermsSlots slots: Range<Int>) -> Int {
        slots.lowerBound * ranges.count + slot - slots.lowerBound
    }

    /// How many documents have a term.
    func frequency(ofTermWith slots: Range<Int>) -> Int {
        let first = cell(of: slots.lowerBound, amongTermsSlots: slots)
        return Int(cells[first + slots.count * ranges.count] - cells[first])
    }

    /// How many documents have a slot.
    func frequency(of slot: Int, in lexicon: Lexicon) -> Int {
        let slots = lexicon.slots(ofTerm: Int(lexicon.terms.start[slot]))
        let first = cell(of: slot, amongTermsSlots: slots)
        return (0..<ranges.count).reduce(0) { sum, range in
            let cell = first + range * slots.count
            return sum + Int(cells[cell + 1] - cells[cell])
        }
    }

    init(ranges: RangeTable, forward: ForwardLists, lexicon: Lexicon) {
        let rangeCount = ranges.count
        let slotCount = lexicon.slotCount
        // By slot: the cell in the first range, and how far the next range's is.
        let places = Block<SIMD2<UInt32>>(count: slotCount) { places in
            for slot in 0..<slotCount {
                let slots = lexicon.slots(ofTerm: Int(lexicon.terms.start[slot]))
                places[slot] = SIMD2(
                    UInt32(slots.lowerBound * rangeCount + slot - slots.lowerBound), UInt32(slots.count))
            }
        }
        let cellCount = slotCount * rangeCount
        var postingCount = 0
        // Counted two places further on, summed up, then used as cursors one place further on: in the end each cell's
        // place holds its first posting.
        let cells = UnsafeMutablePointer<UInt32>.allocate(capacity: cellCount + 2)
        cells.initialize(repeating: 0, count: cellCount + 2)
        defer { cells.deallocate() }
        Self.forEachHolding(ranges, forward) { range, _, slot in
            let place = places.start[slot]
            cells[Int(place.x) + range * Int(place.y) + 2] += 1
            postingCount += 1
        }
        precondition(postingCount < UInt32.max, "an index holds fewer than four thousand million terms")
        for cell in 1..<(cellCount + 2) { cells[cell] += cells[cell - 1] }
        offsets = Block(count: postingCount) { offsets in
            Self.forEachHolding(ranges, forward) { range, offset, slot in
                let place = places.start[slot]
                let cell = Int(place.x) + range * Int(place.y) + 1
                offsets[Int(cells[cell])] = UInt16(truncatingIfNeeded: offset)
                cells[cell] += 1
            }
        }
        self.cells = Block(count: cellCount + 1) { $0.update(from: cells, count: cellCount + 1) }
        self.ranges = ranges
    }

    @inline(__always)
    private static func forEachHolding(
        _ ranges: RangeTable, _ forward: ForwardLists, _ body: (_ range: Int, _ offset: Int, _ slot: Int) -> Void
    ) {
        for range in 0..<ranges.count {
            let documents = ranges[range]
            for document in documents {
                forward.forEachSlot(of: document) { body(range, document - documents.lowerBound, $0) }
            }
        }
    }
}
