/// Finds the profiles that answer a need best: an immutable value that any number of threads may read at once.
///
/// The answer is exact, as if every profile had been scored, and yet hardly any is. The method, file by file:
///
/// 1. Profiles lie in order of partition and identifier (`SegmentBuilder`), cut into ranges of at most 65,536
///    (`RangeTable`), so that what a query writes for a range fits the processor's caches. Terms get small numbers, and a slot for each level at which
///    they occur (`Lexicon`).
/// 2. A filter becomes a set of bits for each range (`Selection`): common terms have such sets ready (`Bitmaps`), a
///    partition is a span, the rest is put together from postings. Counting the sets gives `matched` and `leftOut`.
/// 3. For each slot that answers some of the items, the sum of what it would gain for each of them is added to the
///    documents that have it (`Postings`, `TermBound`). A sum over terms is never below the sum over items of the best
///    term: it is an upper bound, and costs one addition a posting.
/// 4. Only who passes the filter and whose bound reaches the k-th best score so far is scored exactly, from the list of
///    what the document has (`ForwardLists`, `RowScorer`, `RangeSearch`): some hundreds of a million.
/// 5. Values are at most 250 and weights sum to 250 at most, so all is integers, and sums are the same in any order.
/// 6. What changed last is scored one by one (`Delta`), and its old versions are taken out of the sets of step 2. When
///    there is more of it, it is merged into a small segment beside the built one, which is cheap; when that is no longer
///    small, both are merged (`SegmentMerge`). So a query looks at few documents one by one and at two segments at most.
package struct ProfileIndex: Sendable {
    private var built: LiveSegment
    /// What changed since and was merged.
    private var recent = LiveSegment([])
    private var delta: Delta
    /// How many documents of the segments the delta has hidden.
    private var hidden = 0
    /// With fewer candidates in a range, each is scored and no bound is computed; the tests ask for other figures.
    var fewestCandidates = 768
    /// The recent documents stay apart while they are fewer than this or a 64th of all; the tests ask for other figures.
    var fewestBuilt = 4_096

    /// How many documents there are.
    package var count: Int { built.count + recent.count + delta.liveCount }
    /// How many changes queries look at one by one; merge behind when they are more than some hundreds.
    package var changeCount: Int { max(delta.count, hidden) }
    /// What the built part takes in memory, in bytes.
    package var bytes: Int { built.segment.bytes }

    /// Builds the index; of documents with one identifier the last counts.
    package init(_ documents: some Sequence<Document>) {
        built = LiveSegment(documents)
        delta = Delta(besides: built.segment)
    }

    /// The index with changes, which take effect in their order. This one stays as it is.
    package func applying(_ changes: some Sequence<Change<Document>>) -> ProfileIndex {
        var index = self
        for change in changes {
            switch change {
            case .upsert(let document):
                index.hide(document.identifier)
                index.delta.upsert(
                    document.identifier, partition: document.partition, terms: document.terms, in: built.segment)
            case .remove(let identifier):
                index.hide(identifier)
                index.delta.remove(identifier)
            }
        }
        return index
    }

    private mutating func hide(_ identifier: UInt128) {
        let before = built.hidden.count + recent.hidden.count
        built.hide(identifier)
        recent.hide(identifier)
        hidden += built.hidden.count + recent.hidden.count - before
    }

    /// The same documents with the changes merged in.
    package func merged() -> ProfileIndex {
        guard recent.count + delta.liveCount < max(fewestBuilt, built.segment.count / 64),
            built.hidden.count < max(fewestBuilt, built.segment.count / 64)
        else { return rebuilt() }
        var index = self
        index.recent = LiveSegment(changedDocuments)
        index.delta = Delta(besides: built.segment)
        index.hidden = 0
        return index
    }

    /// The same documents in one segment.
    package func rebuilt() -> ProfileIndex {
        var changed = Delta(besides: built.segment)
        for document in changedDocuments {
            changed.upsert(
                document.identifier, partition: document.partition, terms: document.terms, in: built.segment)
        }
        var index = self
        index.built = LiveSegment(SegmentMerge(built, changed).run())
        index.recent = LiveSegment([])
        index.delta = Delta(besides: index.built.segment)
        index.hidden = 0
        return index
    }

    /// All documents, in no particular order.
    package var documents: some Sequence<Document> {
        [AnySequence(built.documents), AnySequence(changedDocuments)].joined()
    }

    /// Those that are not as they were built.
    private var changedDocuments: [Document] {
        recent.documents
            + (0..<delta.count).filter { delta.isLive[$0] }.map { delta.document(at: $0, in: built.segment) }
    }

    /// The document of an identifier; null when there is none.
    package subscript(identifier: UInt128) -> Document? {
        if let place = delta.place(of: identifier) { return delta.document(at: place, in: built.segment) }
        return recent[identifier] ?? built[identifier]
    }

    /// The best hits of the query, and the counts.
    package func ranked(_ query: ProfileQuery) -> Ranked {
        let (sink, tally) = search(query, .passing, into: TopHits(k: query.k, after: query.after, until: query.until))
        return Ranked(hits: sink.sorted, matched: tally.matched, leftOut: tally.reasons)
    }

    /// All hits of the query, in no particular order; its page does not matter.
    package func everyHit(_ query: ProfileQuery) -> [Hit] { search(query, .passing, into: EveryHit()).sink.hits }

    /// Hits of the query as candidates for a panel, with what each item of theirs comes to; its page does not matter.
    ///
    /// - Parameter chosen: the documents that are looked at; null for all.
    package func candidates(_ query: ProfileQuery, among chosen: Set<UInt128>? = nil) -> [PanelSearch.Candidate] {
        let table = OutcomeTable(query.items.map(\.shape))
        let hits = chosen.map { $0.compactMap { hit($0, for: query) } } ?? everyHit(query)
        return hits.compactMap { hit in
            self[hit.identifier].map { document in
                let points = zip(query.items, table.outcomes(for: document.terms)).map { item, outcome in
                    UInt16(item.weight) * UInt16(outcome.value)
                }
                return PanelSearch.Candidate(identifier: hit.identifier, points: points)
            }
        }
    }

    /// The best visible documents that fail exactly one condition; the query's page does not matter.
    package func nearMisses(_ query: ProfileQuery, k: Int) -> [NearMiss] {
        let (sink, _) = search(query, .nearlyPassing, into: TopHits(k: k, after: nil))
        return sink.sorted.compactMap { hit in
            guard let reason = self[hit.identifier].map({ Verdict($0, for: query) })?.failed.first else { return nil }
            return NearMiss(hit: hit, reason: reason)
        }
    }

    /// What the query comes to for one document; null when there is no such document.
    package func evaluation(of identifier: UInt128, for query: ProfileQuery) -> Evaluation? {
        guard let document = self[identifier] else { return nil }
        let verdict = Verdict(document, for: query)
        let own = Hit(identifier: identifier, score: verdict.score)
        return Evaluation(
            visible: verdict.visible, failed: verdict.failed, items: verdict.items, score: verdict.score,
            rank: verdict.passes ? ranks(of: [own], for: query)[own] : nil)
    }

    /// The conditions that a document fails, by their reasons; null when there is no such document that is visible.
    package func failures(of identifier: UInt128, for query: ProfileQuery) -> [UInt8]? {
        guard let verdict = self[identifier].map({ Verdict($0, for: query) }), verdict.visible else { return nil }
        return verdict.failed
    }

    /// A document as a hit of the query; null when it is none.
    package func hit(_ identifier: UInt128, for query: ProfileQuery) -> Hit? {
        guard let verdict = self[identifier].map({ Verdict($0, for: query) }), verdict.passes else { return nil }
        return Hit(identifier: identifier, score: verdict.score)
    }

    /// The place that each of some hits has among those of the query, from 1; what is no hit gets the place that it would
    /// have. The query's page does not matter.
    package func ranks(of hits: some Collection<Hit>, for query: ProfileQuery) -> [Hit: Int] {
        hits.isEmpty ? [:] : search(query, .passing, into: PrecedingHits(hits)).sink.ranks
    }

    private func search<Sink: HitSink>(
        _ query: ProfileQuery, _ wanted: ProfileSearch.Wanted, into sink: Sink
    ) -> (sink: Sink, tally: Tally) {
        let search = ProfileSearch(query: query, wanted: wanted, fewestCandidates: fewestCandidates)
        let found = search.run(in: built, delta, sink, Tally())
        return recent.count == 0
            ? found : search.run(in: recent, Delta(besides: recent.segment), found.sink, found.tally)
    }
}
