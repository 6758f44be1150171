/// Runs one query over the needs of a segment.
struct NeedSearch {
    let needs: NeedSegment
    /// Documents that are no more, or whose new version is elsewhere; ascending.
    let hidden: [UInt32]
    let query: NeedQuery
    let fewestCandidates: Int

    /// Which of the visible needs are wanted.
    enum Wanted {
        case passing, nearlyPassing
        /// Those that pass, and of which an asker with other terms failed a must.
        case newlyPassing(before: OneByOne)
    }

    /// Offers every need that is wanted, unless it cannot matter to the sink.
    func run<Sink: HitSink>(_ wanted: Wanted, into sink: Sink, _ tally: Tally) -> (sink: Sink, tally: Tally) {
        guard needs.count > hidden.count else { return (sink, tally) }
        return WorkspacePool.withWorkspace { workspace in
            let segment = needs.segment
            let table = RowTable(
                query.wish, .given, segment: segment, delta: Delta(besides: segment), conditionCount: 0, in: workspace)
            defer { table.forget() }
            needs.demands.answer(with: query.terms, in: workspace)
            let standing = NeedStanding(needs.musts, of: OneByOne(query.terms), at: query.filter.at)
            let selection = Selection(
                query.filter, further: query.wishConditions, standing: standing, wanted: selected(wanted),
                in: segment, hidden: hidden)
            var search = RangeSearch(
                segment, selection, NeedSource(needs, query, wish: table, in: workspace), in: workspace, sink: sink,
                tally: tally, fewestCandidates: fewestCandidates)
            withExtendedLifetime(needs) { search.run() }
            return (search.sink, search.tally)
        }
    }

    private func selected(_ wanted: Wanted) -> Selection.Wanted {
        switch wanted {
        case .passing: .passing
        case .nearlyPassing: .nearlyPassing
        case .newlyPassing(let before):
            .newlyPassing(before: NeedStanding(needs.musts, of: before, at: query.filter.at))
        }
    }
}
