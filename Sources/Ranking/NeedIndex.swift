/// Finds the needs that a profile answers best: an immutable value that any number of threads may read.
///
/// The answer is exact, as if every need had been scored. The filter, the bounds of the wish and the search are those of
/// ``ProfileIndex``; what the needs ask is worked out for each distinct shape once (`DemandTable`) and added up for the
/// candidates. What changed since the index was built is a small segment of its own, made anew with each change.
package struct NeedIndex: Sendable {
    private let built: NeedSegment
    /// Documents of the built segment that are no more, or whose new version is among the changed; ascending.
    private var hidden: [UInt32] = []
    private var changed: NeedSegment
    private var changedNeeds: [UInt128: NeedDocument] = [:]
    /// With fewer candidates in a range, each is scored and no bound is computed; the tests ask for other figures.
    var fewestCandidates: Int?

    /// How many documents there are.
    package var count: Int { built.count - hidden.count + changedNeeds.count }
    /// How many changes lie beside the built index; rebuild it behind when they are more than a few thousand.
    package var changeCount: Int { max(changedNeeds.count, hidden.count) }
    /// What the built part takes in memory, in bytes, without the shapes and conditions themselves.
    package var bytes: Int { built.bytes }

    /// Builds the index; of documents with one identifier the last counts.
    package init(_ documents: some Sequence<NeedDocument>) {
        built = NeedSegment(Array(documents))
        changed = NeedSegment([])
    }

    /// The index with changes, which take effect in their order. This one stays as it is.
    ///
    /// It costs some microseconds for each change that already lies beside the built index: give many changes at once.
    package func applying(_ changes: some Sequence<Change<NeedDocument>>) -> NeedIndex {
        var index = self
        var hidden = Set(self.hidden)
        for change in changes {
            switch change {
            case .upsert(let need):
                index.changedNeeds[need.identifier] = need
                if let document = built.segment.document(need.identifier) { hidden.insert(UInt32(document)) }
            case .remove(let identifier):
                index.changedNeeds[identifier] = nil
                if let document = built.segment.document(identifier) { hidden.insert(UInt32(document)) }
            }
        }
        index.hidden = hidden.sorted()
        index.changed = NeedSegment(Array(index.changedNeeds.values))
        return index
    }

    /// The same documents with the changes merged in.
    package func rebuilt() -> NeedIndex {
        let hidden = Set(self.hidden)
        let kept = (0..<built.count).lazy.filter { !hidden.contains(UInt32($0)) }.map { built.need(of: $0) }
        return NeedIndex(Array(kept) + changedNeeds.values)
    }

    /// The need of an identifier; null when there is none.
    package subscript(identifier: UInt128) -> NeedDocument? {
        if let need = changedNeeds[identifier] { return need }
        guard let document = built.segment.document(identifier) else { return nil }
        let place = hidden.firstPlace(notBelow: UInt32(document))
        guard place == hidden.count || hidden[place] != UInt32(document) else { return nil }
        return built.need(of: document)
    }

    /// The best hits of the query, and the counts.
    package func ranked(_ query: NeedQuery) -> Ranked {
        let (sink, tally) = search(query, .passing, into: TopHits(k: query.k, after: query.after))
        return Ranked(hits: sink.sorted, matched: tally.matched, leftOut: tally.reasons)
    }

    /// The best visible documents that fail exactly one condition; the query's page does not matter.
    package func nearMisses(_ query: NeedQuery, k: Int) -> [NearMiss] {
        search(query, .nearlyPassing, into: TopHits(k: k, after: nil)).sink.sorted.compactMap { hit in
            guard let reason = self[hit.identifier].map({ Verdict($0, for: query) })?.failed.first else { return nil }
            return NearMiss(hit: hit, reason: reason)
        }
    }

    /// What the query comes to for one document; null when there is no such document.
    package func evaluation(of identifier: UInt128, for query: NeedQuery) -> Evaluation? {
        guard let need = self[identifier] else { return nil }
        let verdict = Verdict(need, for: query)
        let own = Hit(identifier: identifier, score: verdict.score)
        let isHit = verdict.visible && verdict.failed.isEmpty
        return Evaluation(
            visible: verdict.visible, failed: verdict.failed, items: verdict.items, wish: verdict.wish,
            score: verdict.score, rank: isHit ? search(query, .passing, into: PrecedingHits(own)).sink.count + 1 : nil)
    }

    private func search<Sink: HitSink>(
        _ query: NeedQuery, _ wanted: Selection.Wanted, into sink: Sink
    ) -> (sink: Sink, tally: Tally) {
        // Without a wish the bound is the score, so that there is nothing to save.
        let fewest = fewestCandidates ?? (query.wish.isEmpty ? .max : 768)
        let first = NeedSearch(needs: changed, hidden: [], query: query, fewestCandidates: fewest)
            .run(wanted, into: sink, Tally())
        return NeedSearch(needs: built, hidden: hidden, query: query, fewestCandidates: fewest)
            .run(wanted, into: first.sink, first.tally)
    }
}
