/// What each item of a query is taken to be worth to every document, so that its most common answers need no postings:
/// an upper bound adds for each term only what it is worth beyond that.
///
/// What is taken for granted need not be true: the bound of who has less is only higher than it might be.
struct TakenForGranted {
    /// From how many answers on an item is taken for granted, as a share of the documents: adding them all would take
    /// longer than looking at those whose bounds are too high.
    static let commonShare = 4

    private let scorer: RowScorer
    /// By vector of sixteen items.
    private let granted: [SIMD16<UInt8>]
    /// The sum of weight × what is taken for granted.
    let base: Int

    /// - Parameter conditions: what the documents fulfil that are looked for.
    init(_ table: RowTable, _ scorer: RowScorer, _ conditions: [Condition], _ side: TermKey.Side, in segment: Segment) {
        self.scorer = scorer
        var granted = Self.ofCommonAnswers(table, scorer, segment)
        for condition in conditions where !condition.negated {
            let least = Self.least(of: condition, side, scorer, segment)
            for vector in granted.indices { granted[vector] = pointwiseMax(granted[vector], least[vector]) }
        }
        self.granted = granted
        base = granted.indices.reduce(0) { $0 + scorer.gain(of: granted[$1], $1) }
    }

    /// What a slot adds alone, beyond what is taken for granted.
    @inline(__always)
    func gain(ofSlot slot: Int) -> Int {
        var gain = 0
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
