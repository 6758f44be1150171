/// Scores profiles: the items of a need, best term each.
struct ProfileSource: ScoreSource {
    private let bounds: TermBound
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
        scorer = table.scorer
        let granted = TakenForGranted(table, scorer, conditions, side, in: segment)
        bounds = TermBound(table, scorer, granted, of: segment, besides: besides, in: workspace)
        starts = segment.forward.starts.start
        units = segment.forward.units.start
        offset = table.offset
    }

    var greatest: Int { bounds.greatest }
    var shift: Int { bounds.shift }

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
    func exact(_ document: Int) -> Int {
        let start = starts[document]
        return scorer.gain(of: units + Int(start), Int(starts[document + 1] - start))
    }
}
