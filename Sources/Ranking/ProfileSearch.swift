/// Runs one query over a segment and what changed beside it.
struct ProfileSearch {
    let query: ProfileQuery
    let wanted: Wanted
    let fewestCandidates: Int

    /// Which of the visible documents are wanted.
    enum Wanted {
        case passing, nearlyPassing

        var selected: Selection.Wanted { self == .passing ? .passing : .nearlyPassing }
    }

    /// Offers every document that is wanted, unless it cannot matter to the sink.
    func run<Sink: HitSink>(
        in live: LiveSegment, _ delta: Delta, _ sink: Sink, _ tally: Tally
    ) -> (sink: Sink, tally: Tally) {
        WorkspacePool.withWorkspace { workspace in
            let segment = live.segment
            let conditions = delta.liveCount == 0 ? 0 : DeltaFilter.conditionCount(query.filter)
            var table = RowTable(
                query.items, .own, segment: segment, delta: delta, conditionCount: conditions, in: workspace)
            defer { table.forget() }
            var sink = sink
            var tally = tally
            if delta.liveCount > 0 { search(delta, &table, &sink, &tally) }
            let selection = Selection(query.filter, wanted: wanted.selected, in: segment, hidden: live.hidden)
            let source = ProfileSource(table, .own, query.filter.conditions, of: segment, in: workspace)
            var search = RangeSearch(
                segment, selection, source, in: workspace, sink: sink, tally: tally, fewestCandidates: fewestCandidates)
            withExtendedLifetime(segment) { search.run() }
            return (search.sink, search.tally)
        }
    }

    private func search(
        _ delta: Delta, _ table: inout RowTable, _ sink: inout some HitSink, _ tally: inout Tally
    ) {
        let filter = DeltaFilter(query.filter, flags: &table)
        let scorer = table.scorer
        for place in 0..<delta.count where delta.isLive[place] {
            guard let verdict = filter.verdict(of: place, in: delta, scorer) else { continue }
            switch wanted {
            case .passing where verdict.failures > 0:
                tally.leaveOut(1, verdict.reason)
                continue
            case .passing: tally.matched += 1
            case .nearlyPassing: if verdict.failures != 1 { continue }
            }
            let score = table.offset + delta.withSlots(at: place) { scorer.gain(ofSlots: $0) }
            sink.offer(Hit(identifier: delta.identifiers[place], score: score))
        }
    }
}
