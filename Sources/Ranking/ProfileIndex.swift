/// Finds the profiles that answer a need best: an immutable value that any number of threads may read.
package struct ProfileIndex: Sendable {
    private let documents: [UInt128: Document]

    /// How many documents there are.
    package var count: Int { documents.count }
    /// How many changes lie beside the built index; rebuild it behind when they are more than a few thousand.
    package let changeCount: Int

    /// Builds the index; of documents with one identifier the last counts.
    package init(_ documents: some Sequence<Document>) {
        self.init(Dictionary(documents.lazy.map { ($0.identifier, $0) }) { $1 }, changeCount: 0)
    }

    private init(_ documents: [UInt128: Document], changeCount: Int) {
        self.documents = documents
        self.changeCount = changeCount
    }

    /// The index with changes, which take effect in their order. This one stays as it is.
    package func applying(_ changes: some Sequence<Change<Document>>) -> ProfileIndex {
        var documents = self.documents
        var count = changeCount
        for change in changes {
            count += 1
            switch change {
            case .upsert(let document): documents[document.identifier] = document
            case .remove(let identifier): documents[identifier] = nil
            }
        }
        return ProfileIndex(documents, changeCount: count)
    }

    /// The same documents with the changes merged in.
    package func rebuilt() -> ProfileIndex { ProfileIndex(documents, changeCount: 0) }

    package subscript(identifier: UInt128) -> Document? { documents[identifier] }

    /// The best hits of the query, and the counts.
    package func ranked(_ query: ProfileQuery) -> Ranked {
        var ranked = Ranked(hits: [], matched: 0, leftOut: [:])
        for (identifier, document) in documents {
            let verdict = Verdict(document, for: query)
            guard verdict.visible else { continue }
            if let reason = verdict.failed.first {
                ranked.leftOut[reason, default: 0] += 1
            } else {
                ranked.matched += 1
                ranked.hits.append(Hit(identifier: identifier, score: verdict.score))
            }
        }
        ranked.hits.sort()
        if let after = query.after { ranked.hits.removeAll { !(after < $0) } }
        ranked.hits = Array(ranked.hits.prefix(query.k))
        return ranked
    }

    /// The best visible documents that fail exactly one condition; the query's page does not matter.
    package func nearMisses(_ query: ProfileQuery, k: Int) -> [NearMiss] {
        var misses: [NearMiss] = []
        for (identifier, document) in documents {
            let verdict = Verdict(document, for: query)
            guard verdict.visible, verdict.failed.count == 1 else { continue }
            misses.append(
                NearMiss(hit: Hit(identifier: identifier, score: verdict.score), reason: verdict.failed[0]))
        }
        return Array(misses.sorted { $0.hit < $1.hit }.prefix(k))
    }

    /// What the query comes to for one document; null when there is no such document.
    package func evaluation(of identifier: UInt128, for query: ProfileQuery) -> Evaluation? {
        guard let document = documents[identifier] else { return nil }
        let verdict = Verdict(document, for: query)
        var rank: Int?
        if verdict.visible, verdict.failed.isEmpty {
            let own = Hit(identifier: identifier, score: verdict.score)
            rank = documents.values.reduce(1) { sum, other in
                let verdict = Verdict(other, for: query)
                let before = Hit(identifier: other.identifier, score: verdict.score) < own
                return verdict.visible && verdict.failed.isEmpty && before ? sum + 1 : sum
            }
        }
        return Evaluation(
            visible: verdict.visible, failed: verdict.failed, items: verdict.items, wish: verdict.wish,
            score: verdict.score, rank: rank)
    }
}
