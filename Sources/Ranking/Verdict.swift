/// What the filter and the score say about one document.
struct Verdict {
    var visible = true
    var failed: [UInt8] = []
    var items: [ItemOutcome] = []
    var wish: [ItemOutcome] = []
    var score = 0

    /// Whether the document is a hit.
    var passes: Bool { visible && failed.isEmpty }

    init(_ document: Document, for query: ProfileQuery) {
        let terms = OneByOne(document.terms)
        judge(document.identifier, document.partition, terms, query.filter)
        items = terms.outcomes(of: query.items.map(\.shape))
        score = zip(query.items, items).reduce(0) { $0 + Int($1.0.weight) * Int($1.1.value) }
    }

    init(_ need: NeedDocument, for query: NeedQuery) {
        judge(need.identifier, need.partition, OneByOne(need.terms), query.filter)
        if let open = need.open, !open.contains(query.filter.at) { visible = false }
        let gives = OneByOne(need.gives)
        let asker = OneByOne(query.terms)
        failed += query.wishConditions.filter { !gives.meets($0, at: query.filter.at) }.map(\.reason)
        failed += need.musts.filter { !asker.meets($0, at: query.filter.at) }.map(\.reason)
        items = asker.outcomes(of: need.demands.map(\.shape))
        wish = gives.outcomes(of: query.wish.map(\.shape))
        score = zip(need.demands, items).reduce(0) {
            $0 + Int(query.half ? $1.0.halfWeight : $1.0.weight) * Int($1.1.value)
        }
        score += zip(query.wish, wish).reduce(0) { $0 + Int($1.0.weight) * Int($1.1.value) }
    }

    private mutating func judge(_ identifier: UInt128, _ partition: UInt16, _ terms: OneByOne, _ filter: Filter) {
        visible =
            !filter.excluding.contains(identifier) && filter.visiblePartitions?.contains(partition) ?? true
            && filter.visibility.allSatisfy { terms.meets($0, at: filter.at) }
        if let partitions = filter.partitions, !partitions.anyOf.contains(partition) {
            failed.append(partitions.reason)
        }
        failed += filter.conditions.filter { !terms.meets($0, at: filter.at) }.map(\.reason)
    }
}
