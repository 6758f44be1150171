/// Scores profiles: the items of a need, best term each.
struct ProfileSource: ScoreSource {
    private var bounds: TermBound
    private let granted: TakenForGranted
    private let table: RowTable
    private let segment: Segment
    private let besides: Int
    private let workspace: Workspace
    /// How far above what is taken for granted the threshold was that the bounds were made for.
    private var expected = 0
    private let scorer: RowScorer
    private let starts: UnsafePointer<UInt32>
    private let units: UnsafePointer<UInt16>
    let offset: Int

    /// - Parameters:
    ///   - conditions: what the documents fulfil that are looked for.
    ///   - besides: what else a bound contains at most.
    init(
        _ table: RowTable, _ side: TermKey.Side, _ conditions: [Condition], of segment: Segment, besides: Int = 0,
        in workspace: Workspace
    ) {
        (self.table, self.segment, self.besides, self.workspace) = (table, segment, besides, workspace)
        scorer = table.scorer
        granted = TakenForGranted(table, scorer, conditions, side, in: segment)
        bounds = TermBound(table, scorer, granted, of: segment, besides: besides, in: workspace)
        starts = segment.forward.starts.start
        units = segment.forward.units.start
        offset = table.offset
    }

    var greatest: Int { bounds.greatest }
    var shift: Int { bounds.shift }

    /// Bounds may rise by half of what the threshold is above what is taken for granted: it leaves out half of the postings,
    /// and lets half as many documents more survive.
    mutating func expect(_ threshold: Int, range: Int) {
        let above = threshold - granted.base
        guard above > 0, above * 2 >= expected * 3 else { return }
        expected = above
        bounds = TermBound(
            table, scorer, granted.raised(by: above / 2, table, segment.postings, range: range), of: segment,
            besides: besides, in: workspace)
    }

    func bound(_ sums: UnsafeMutablePointer<Sum>, range: Int, documents: Range<Int>) {
        sums.update(repeating: Sum(bound: bounds.base), count: (documents.count + 63) / 64 * 64)
        bounds.add(to: sums, range: range)
    }

    @inline(__always)
    func touch(_ document: Int) -> UInt32 {
        // The last unit, too, may be in another line of the cache.
        UInt32(units[Int(starts[document])] ^ units[max(0, Int(starts[document + 1]) - 1)])
    }

    @inline(__always)
    func exact(_ document: Int, reaching least: Int) -> Int {
        let start = starts[document]
        return scorer.gain(of: units + Int(start), Int(starts[document + 1] - start))
    }
}
