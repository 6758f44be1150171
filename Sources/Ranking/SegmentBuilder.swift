/// Collects documents and makes a ``Segment`` of them.
struct SegmentBuilder {
    private var identifiers: [UInt128] = []
    private var partitions: [UInt16] = []
    /// By document added, where its holdings end.
    private var ends: [Int] = []
    /// A term's provisional number × 64 + its grade.
    private var holdings: [UInt32] = []
    private var table = TermTable(capacity: 1 << 14)
    private var keys: [TermKey] = []
    /// By provisional number: the place after the term's last holding.
    private var seen: [Int] = []

    mutating func reserveCapacity(_ documents: Int) {
        identifiers.reserveCapacity(documents)
        partitions.reserveCapacity(documents)
        ends.reserveCapacity(documents)
        holdings.reserveCapacity(documents * 12)
    }

    /// Adds a document; a term that stands twice is kept with its higher grade.
    mutating func add(_ identifier: UInt128, partition: UInt16, terms: [TermLevel], gives: [TermLevel] = []) {
        identifiers.append(identifier)
        partitions.append(partition)
        let start = holdings.count
        for term in terms { hold(TermKey(term.term, .own), Grade(term), since: start) }
        for term in gives { hold(TermKey(term.term, .given), Grade(term), since: start) }
        ends.append(holdings.count)
    }

    private mutating func hold(_ key: TermKey, _ grade: Grade, since start: Int) {
        let number = table.insert(key)
        if number == keys.count {
            keys.append(key)
            seen.append(0)
        }
        let holding = UInt32(number * Grade.count) | UInt32(grade.rawValue)
        if seen[number] > start {
            let place = seen[number] - 1
            holdings[place] = max(holdings[place], holding)
        } else {
            holdings.append(holding)
            seen[number] = holdings.count
        }
    }

    /// Builds the segment. Of documents with one identifier, the one that was added last counts.
    ///
    /// - Returns: the segment, and by document the place at which it was added.
    func build() -> (segment: Segment, order: [UInt32]) {
        let order = orderedDocuments()
        let (lexicon, slots) = Lexicon.numbering(keys, counts: counts(of: order))
        let (forward, longest) = forwardLists(order, slots)
        let identifiers = Block<UInt128>(count: order.count) { memory in
            for (document, added) in order.enumerated() { memory[document] = self.identifiers[Int(added)] }
        }
        let partitions = PartitionTable(order.lazy.map { self.partitions[Int($0)] })
        let segment = Segment(
            lexicon: lexicon, identifiers: identifiers, partitions: partitions, forward: forward, longest: longest)
        return (segment, order)
    }

    /// The places of the documents that count, by partition and then by identifier.
    private func orderedDocuments() -> [UInt32] {
        let kept = IdentifierTable.lastPlaces(identifiers)
        var starts = [Int](repeating: 0, count: 65_537)
        for added in kept { starts[Int(partitions[Int(added)]) + 1] += 1 }
        for partition in 1...65_536 { starts[partition] += starts[partition - 1] }
        var cursors = starts
        var order = [UInt32](repeating: 0, count: kept.count)
        for added in kept {
            let partition = Int(partitions[Int(added)])
            order[cursors[partition]] = added
            cursors[partition] += 1
        }
        for partition in 0..<65_536 where starts[partition + 1] > starts[partition] + 1 {
            sortByIdentifier(&order, starts[partition]..<starts[partition + 1])
        }
        return order
    }

    private func sortByIdentifier(_ order: inout [UInt32], _ span: Range<Int>) {
        let ascending = span.dropFirst().allSatisfy {
            identifiers[Int(order[$0 - 1])] < identifiers[Int(order[$0])]
        }
        guard !ascending else { return }
        var pairs = span.map { (identifier: identifiers[Int(order[$0])], added: order[$0]) }
        pairs.sort { $0.identifier < $1.identifier }
        for (place, pair) in zip(span, pairs) { order[place] = pair.added }
    }

    private func counts(of order: [UInt32]) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: keys.count * Grade.count)
        for added in order {
            for place in holdingPlaces(of: added) { counts[Int(holdings[place])] += 1 }
        }
        return counts
    }

    private func forwardLists(_ order: [UInt32], _ slots: [UInt32]) -> (lists: ForwardLists, longest: Int) {
        let hasRareSlots = slots.contains { $0 >= UInt32(ForwardLists.mark) && $0 != .max }
        var longest = 0
        let starts = Block<UInt32>(count: order.count + 1) { starts in
            for (document, added) in order.enumerated() {
                let places = holdingPlaces(of: added)
                longest = max(longest, places.count)
                let units = places.reduce(0) { $0 + ForwardLists.units(of: Int(slots[Int(holdings[$1])])) }
                starts[document + 1] = starts[document] + UInt32(units)
            }
        }
        let units = Block<UInt16>(count: Int(starts[order.count])) { units in
            var next = units
            for added in order {
                let places = holdingPlaces(of: added)
                for place in places {
                    let slot = slots[Int(holdings[place])]
                    guard slot < UInt32(ForwardLists.mark) else { continue }
                    next.pointee = UInt16(slot)
                    next += 1
                }
                guard hasRareSlots else { continue }
                for place in places {
                    let slot = slots[Int(holdings[place])]
                    guard slot >= UInt32(ForwardLists.mark) else { continue }
                    next[0] = ForwardLists.mark
                    next[1] = UInt16(truncatingIfNeeded: slot)
                    next[2] = UInt16(slot >> 16)
                    next += 3
                }
            }
        }
        return (ForwardLists(starts: starts, units: units), longest)
    }

    private func holdingPlaces(of added: UInt32) -> Range<Int> {
        (added == 0 ? 0 : ends[Int(added) - 1])..<ends[Int(added)]
    }
}
