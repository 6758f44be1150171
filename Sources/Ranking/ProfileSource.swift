/// Scores profiles: the items of a need, best term each.
struct ProfileSource: ScoreSource {
    private let bounds: TermBound
    private let scorer: RowScorer
    private let starts: UnsafePointer<UInt32>
    private let units: UnsafePointer<UInt16>
    let offset: Int

    init(_ table: RowTable, of segment: Segment, in workspace: Workspace) {
        scorer = table.scorer
        bounds = TermBound(table, scorer, of: segment, in: workspace)
        starts = segment.forward.starts.start
        units = segment.forward.units.start
        offset = table.offset
    }

    var greatest: Int { bounds.greatest }
    var isNarrow: Bool { true }

    func bound<Sum: FixedWidthInteger & UnsignedInteger>(
        _ sums: UnsafeMutablePointer<Sum>, range: Int, documents: Int
    ) {
        sums.update(repeating: 0, count: (documents + 63) / 64 * 64)
        bounds.add(to: sums, range: range)
    }

    @inline(__always)
    func touch(_ document: Int) -> UInt32 { UInt32(units[Int(starts[document])]) }

    @inline(__always)
    func exact(_ document: Int) -> Int {
        let start = starts[document]
        return scorer.gain(of: units + Int(start), Int(starts[document + 1] - start))
    }
}
