/// What each item of a query is taken to be worth to every document, so that its most common answers need no postings:
/// an upper bound adds for each term only what it is worth beyond that.
///
/// What is taken for granted need not be true: the bound of who has less is only higher than it might be. So once a good
/// threshold is known, what many documents are worth a little by is taken for granted, too (``raised(by:_:_:range:)``): their
/// postings are left out, and as long as bounds stay well below the threshold, hardly any more documents are scored.
struct TakenForGranted {
    /// From how many answers on an item is taken for granted, as a share of the documents: adding them all would take
    /// longer than looking at those whose bounds are too high.
    static let commonShare = 4

    private let scorer: RowScorer
    /// How many slots have postings.
    private let slotCount: Int
    /// By vector of sixteen items.
    private let granted: [SIMD16<UInt8>]
    /// The sum of weight × what is taken for granted.
    let base: Int

    /// - Parameter conditions: what the documents fulfil that are looked for.
    init(_ table: RowTable, _ scorer: RowScorer, _ conditions: [Condition], _ side: TermKey.Side, in segment: Segment) {
        self.scorer = scorer
        slotCount = segment.lexicon.slotCount
        var granted = Self.ofCommonAnswers(table, scorer, segment)
        for condition in conditions where !condition.negated {
            let least = Self.least(of: condition, side, scorer, segment)
            for vector in granted.indices { granted[vector] = pointwiseMax(granted[vector], least[vector]) }
        }
        self.granted = granted
        base = granted.indices.reduce(0) { $0 + scorer.gain(of: granted[$1], $1) }
    }

    private init(_ scorer: RowScorer, _ slotCount: Int, _ granted: [SIMD16<UInt8>]) {
        self.scorer = scorer
        self.slotCount = slotCount
        self.granted = granted
        base = granted.indices.reduce(0) { $0 + scorer.gain(of: granted[$1], $1) }
    }

    /// The same with more taken for granted, so that as few postings as may be are left.
    ///
    /// - Parameters:
    ///   - room: by how much bounds may rise at most.
    ///   - range: whose postings are counted, for all that follow.
    func raised(by room: Int, _ table: RowTable, _ postings: Postings, range: Int) -> TakenForGranted {
        let items = scorer.itemCount
        let least = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: items)
        // By item and step of its value: how many postings are left out once so much is taken for granted.
        let left = UnsafeMutableBufferPointer<Int>.allocate(capacity: items * Self.steps)
        defer {
            least.deallocate()
            left.deallocate()
        }
        left.initialize(repeating: 0)
        for item in 0..<items { least[item] = granted[item / 16][item % 16] }
        for slots in table.touched where slots.lowerBound < slotCount {
            let first = postings.cell(of: slots.lowerBound, amongTermsSlots: slots) + range * slots.count
            for (place, slot) in slots.enumerated() {
                let count = postings.cells.start[first + place + 1] - postings.cells.start[first + place]
                guard count > 0, let (item, value) = scorer.greatestGain(ofSlot: slot, above: least) else { continue }
                left[item * Self.steps + (value + Self.step - 1) / Self.step] += Int(count)
            }
        }
        for item in 0..<items {
            for place in item * Self.steps + 1..<(item + 1) * Self.steps { left[place] += left[place - 1] }
        }
        // How many postings a unit of the bound has to spare: the least such price at which the room is enough.
        var best = self
        var (enough, tooLittle) = (Self.prices.upperBound, Self.prices.lowerBound)
        while enough - tooLittle > 1 {
            let price = (enough + tooLittle) / 2
            let raised = TakenForGranted(scorer, slotCount, raised(at: 1 << price, left, above: least))
            if raised.base - base <= room { (best, enough) = (raised, price) } else { tooLittle = price }
        }
        return best
    }

    /// What is worth taking for granted when a unit of the bound costs so many sixteenths of a posting.
    private func raised(
        at price: Int, _ left: UnsafeMutableBufferPointer<Int>, above least: UnsafeMutableBufferPointer<UInt8>
    ) -> [SIMD16<UInt8>] {
        var raised = granted
        for item in least.indices {
            let first = (Int(least[item]) + Self.step - 1) / Self.step
            let cost = price * scorer.weight(ofItem: item)
            var (value, most) = (least[item], left[item * Self.steps + first] * 16 - cost * Int(least[item]))
            for step in first + 1..<max(first + 1, Self.steps) {
                let worth = left[item * Self.steps + step] * 16 - cost * step * Self.step
                if worth > most { (value, most) = (UInt8(min(250, step * Self.step)), worth) }
            }
            raised[item / 16][item % 16] = value
        }
        return raised
    }

    /// Values are looked at in steps of so much.
    private static let step = 8
    private static let steps = 33
    /// The logarithms of the prices that are looked at.
    private static let prices = 0..<16

    /// What a slot adds alone, beyond what is taken for granted.
    @inline(__always)
    func gain(ofSlot slot: Int) -> Int {
        var gain = scorer.adding.map { scorer.share(ofSlot: slot, $0) * scorer.addingWeight } ?? 0
        for vector in 0..<scorer.vectors {
            let row = scorer.row(ofSlot: slot, vector)
            gain += scorer.gain(of: pointwiseMax(row, granted[vector]) &- granted[vector], vector)
        }
        return gain
    }

    /// The greatest common answer of each item that many documents answer.
    private static func ofCommonAnswers(
        _ table: RowTable, _ scorer: RowScorer, _ segment: Segment
    ) -> [SIMD16<UInt8>] {
        var counts = [Int](repeating: 0, count: scorer.vectors * 16)
        var greatest = [SIMD16<UInt8>](repeating: .zero, count: scorer.vectors)
        for slots in table.touched where slots.lowerBound < segment.bitmaps.slotCount {
            let frequency = segment.postings.frequency(ofTermWith: slots)
            for vector in 0..<scorer.vectors {
                let best = slots.reduce(SIMD16.zero) { pointwiseMax($0, scorer.row(ofSlot: $1, vector)) }
                greatest[vector] = pointwiseMax(greatest[vector], best)
                for item in 0..<16 where best[item] > 0 { counts[vector * 16 + item] += frequency }
            }
        }
        for (item, count) in counts.enumerated() where count * commonShare < segment.count {
            greatest[item / 16][item % 16] = 0
        }
        return greatest
    }

    /// What each item is worth at least to who fulfils a condition.
    private static func least(
        of condition: Condition, _ side: TermKey.Side, _ scorer: RowScorer, _ segment: Segment
    ) -> [SIMD16<UInt8>] {
        let slots = condition.anyOf.compactMap { alternative in
            segment.lexicon.slots(of: TermKey(alternative.term, side), from: alternative.minimumLevel)
        }.joined()
        guard !slots.isEmpty else { return [SIMD16<UInt8>](repeating: .zero, count: scorer.vectors) }
        return (0..<scorer.vectors).map { vector in
            slots.reduce(SIMD16(repeating: .max)) { pointwiseMin($0, scorer.row(ofSlot: $1, vector)) }
        }
    }
}
