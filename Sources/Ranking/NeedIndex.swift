/// Finds the needs that a profile answers best: an immutable value that any number of threads may read.
///
/// The answer is exact, as if every need had been scored. The filter, the bounds of the wish and the search are those of
/// ``ProfileIndex``; what the needs ask is worked out for each distinct shape once (`DemandTable`) and added up for the
/// candidates. What changed since the index was built lies in further parts; those that have less than twice what
/// is added are merged into it, so that a change is copied a few times in all and a query looks at few parts.
package struct NeedIndex: Sendable {
    /// Some needs, and which of them are no more or lie in a later part in a new version; ascending.
    private struct Part {
        let needs: NeedSegment
        var hidden: [UInt32] = []

        var count: Int { needs.count - hidden.count }

        var live: [NeedDocument] {
            let hidden = Set(self.hidden)
            return (0..<needs.count).filter { !hidden.contains(UInt32($0)) }.map { needs.need(of: $0) }
        }

        /// The document of an identifier, unless it is hidden.
        func document(_ identifier: UInt128) -> Int? {
            guard let document = needs.segment.document(identifier) else { return nil }
            let place = hidden.firstPlace(notBelow: UInt32(document))
            return place < hidden.count && hidden[place] == UInt32(document) ? nil : document
        }

        mutating func hide(_ identifier: UInt128) {
            guard let document = document(identifier) else { return }
            hidden.insert(UInt32(document), at: hidden.firstPlace(notBelow: UInt32(document)))
        }
    }

    private var built: Part
    private var changed: [Part] = []
    /// With fewer candidates in a range, each is scored and no bound is computed; the tests ask for other figures.
    var fewestCandidates: Int?

    /// How many documents there are.
    package var count: Int { changed.reduce(built.count) { $0 + $1.count } }
    /// How many changes lie beside the built index; rebuild it behind when they are more than a few thousand.
    package var changeCount: Int { max(built.hidden.count, changed.reduce(0) { $0 + $1.count }) }
    /// What the built part takes in memory, in bytes, without the shapes and conditions themselves.
    package var bytes: Int { built.needs.bytes }

    /// Builds the index; of documents with one identifier the last counts.
    package init(_ documents: some Sequence<NeedDocument>) {
        built = Part(needs: NeedSegment(Array(documents)))
    }

    /// The index with changes, which take effect in their order. This one stays as it is.
    package func applying(_ changes: some Sequence<Change<NeedDocument>>) -> NeedIndex {
        var index = self
        var needs: [UInt128: NeedDocument] = [:]
        for change in changes {
            switch change {
            case .upsert(let need):
                needs[need.identifier] = need
                index.hide(need.identifier)
            case .remove(let identifier):
                needs[identifier] = nil
                index.hide(identifier)
            }
        }
        index.add(Array(needs.values))
        return index
    }

    private mutating func hide(_ identifier: UInt128) {
        built.hide(identifier)
        for part in changed.indices { changed[part].hide(identifier) }
    }

    private mutating func add(_ needs: [NeedDocument]) {
        var needs = needs
        while let last = changed.last, last.count < 2 * needs.count || last.count == 0 {
            needs += last.live
            changed.removeLast()
        }
        if !needs.isEmpty { changed.append(Part(needs: NeedSegment(needs))) }
    }

    /// The same documents with the changes merged in.
    package func rebuilt() -> NeedIndex { NeedIndex(documents) }

    /// All needs, in no particular order.
    package var documents: [NeedDocument] { changed.reduce(built.live) { $0 + $1.live } }

    /// The need of an identifier; null when there is none.
    package subscript(identifier: UInt128) -> NeedDocument? {
        for part in [built] + changed {
            if let document = part.document(identifier) { return part.needs.need(of: document) }
        }
        return nil
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
        return Evaluation(
            visible: verdict.visible, failed: verdict.failed, items: verdict.items, wish: verdict.wish,
            score: verdict.score, rank: verdict.passes ? ranks(of: [own], for: query)[own] : nil)
    }

    /// A document as a hit of the query; null when it is none.
    package func hit(_ identifier: UInt128, for query: NeedQuery) -> Hit? {
        guard let verdict = self[identifier].map({ Verdict($0, for: query) }), verdict.passes else { return nil }
        return Hit(identifier: identifier, score: verdict.score)
    }

    /// The place that each of some hits has among those of the query, from 1; what is no hit gets the place that it would
    /// have. The query's page does not matter.
    package func ranks(of hits: some Collection<Hit>, for query: NeedQuery) -> [Hit: Int] {
        hits.isEmpty ? [:] : search(query, .passing, into: PrecedingHits(hits)).sink.ranks
    }

    /// How many documents are hits of the query and would be none with other terms; its page does not matter.
    package func countNewlyPassing(_ query: NeedQuery, insteadOf terms: [TermLevel]) -> Int {
        search(query, .newlyPassing(before: OneByOne(terms)), into: TopHits(k: 0, after: nil)).tally.matched
    }

    private func search<Sink: HitSink>(
        _ query: NeedQuery, _ wanted: NeedSearch.Wanted, into sink: Sink
    ) -> (sink: Sink, tally: Tally) {
        // Without a wish the bound costs as much as the score, so that there is nothing to save.
        let fewest = fewestCandidates ?? (query.wish.isEmpty ? .max : 768)
        return ([built] + changed).reduce((sink: sink, tally: Tally())) { found, part in
            NeedSearch(needs: part.needs, hidden: part.hidden, query: query, fewestCandidates: fewest)
                .run(wanted, into: found.sink, found.tally)
        }
    }
}
