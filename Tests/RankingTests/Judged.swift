import Ranking

/// One document as the plain definition judges it, written without a look at how the indexes do it.
struct Judged {
    let identifier: UInt128
    let score: Int
    let isVisible: Bool
    /// The reasons of all failed conditions, in order.
    let failed: [UInt8]

    init(_ document: Document, _ query: ProfileQuery) {
        let filter = query.filter
        identifier = document.identifier
        score = Self.sum(query.items.map { (Int($0.weight), $0.shape) }, document.terms)
        isVisible = Self.sees(filter, document.identifier, document.partition, document.terms)
        failed = Self.failures(filter, document.partition, document.terms)
    }

    init(_ need: NeedDocument, _ query: NeedQuery) {
        let filter = query.filter
        identifier = need.identifier
        let demands = need.demands.map { (Int(query.half ? $0.halfWeight : $0.weight), $0.shape) }
        score = Self.sum(demands, query.terms) + Self.sum(query.wish.map { (Int($0.weight), $0.shape) }, need.gives)
        let isOpen = need.open.map { $0.lowerBound <= filter.at && filter.at < $0.upperBound } ?? true
        isVisible = isOpen && Self.sees(filter, need.identifier, need.partition, need.terms)
        var failed = Self.failures(filter, need.partition, need.terms)
        for condition in query.wishConditions where Self.fails(condition, need.gives, filter.at) {
            failed.append(condition.reason)
        }
        for condition in need.musts where Self.fails(condition, query.terms, filter.at) {
            failed.append(condition.reason)
        }
        self.failed = failed
    }

    static func value(_ shape: Shape, _ terms: [TermLevel]) -> Int {
        var value = Int(shape.floor)
        for answer in shape.answers {
            for term in terms where term.term == answer.term {
                let whole = Int(answer.values[Int(term.level)]) * Int(shape.credits[Int(term.basis)])
                value = max(value, Int((Double(whole) / 250).rounded()))
            }
        }
        return value
    }

    private static func sum(_ items: [(weight: Int, shape: Shape)], _ terms: [TermLevel]) -> Int {
        var sum = 0
        for (place, item) in items.enumerated() {
            let value = item.shape.uses.map { added($0, item.shape.credits, items[..<place].map(\.shape), terms) }
            sum += item.weight * (value ?? self.value(item.shape, terms))
        }
        return sum
    }

    private static func added(
        _ uses: Uses, _ credits: SIMD8<UInt8>, _ shapes: [Shape], _ terms: [TermLevel]
    ) -> Int {
        var sum = 0
        for term in terms {
            var gains = 0
            for shape in shapes { gains += value(shape, [term]) - Int(shape.floor) }
            let credit = Double(credits[Int(term.basis)]) / 250
            let (least, most) = ((Double(uses.least) * credit).rounded(), (Double(uses.most) * credit).rounded())
            if gains < Int(least) { continue }
            let share = Double(min(gains, Int(most)) * 250) / Double(Int(uses.most) * Int(uses.count))
            sum += min(250, Int(share.rounded(.up)))
        }
        return min(250, sum)
    }

    private static func sees(
        _ filter: Filter, _ identifier: UInt128, _ partition: UInt16, _ terms: [TermLevel]
    ) -> Bool {
        if filter.excluding.contains(identifier) { return false }
        if let visible = filter.visiblePartitions, !visible.contains(partition) { return false }
        for condition in filter.visibility where fails(condition, terms, filter.at) { return false }
        return true
    }

    private static func failures(_ filter: Filter, _ partition: UInt16, _ terms: [TermLevel]) -> [UInt8] {
        var failed: [UInt8] = []
        if let wanted = filter.partitions, !wanted.anyOf.contains(partition) { failed.append(wanted.reason) }
        for condition in filter.conditions where fails(condition, terms, filter.at) { failed.append(condition.reason) }
        return failed
    }

    static func fails(_ condition: Condition, _ terms: [TermLevel], _ at: Int64) -> Bool {
        if let from = condition.validFrom, at < from { return false }
        if let until = condition.validUntil, at >= until { return false }
        var has = false
        for alternative in condition.anyOf {
            for term in terms where term.term == alternative.term && term.level >= alternative.minimumLevel {
                has = true
            }
        }
        return has == condition.negated
    }
}

/// The answers that follow from judging everything one by one.
struct Reference {
    let judged: [Judged]

    func ranked(k: Int, after: Hit?) -> Ranked {
        var ranked = Ranked(hits: [], matched: 0, leftOut: [:])
        for one in judged where one.isVisible {
            if let reason = one.failed.first {
                ranked.leftOut[reason, default: 0] += 1
            } else {
                ranked.matched += 1
            }
        }
        let following = hits.filter { hit in
            guard let after else { return true }
            return hit.score < after.score || (hit.score == after.score && hit.identifier > after.identifier)
        }
        ranked.hits = Array(following.prefix(k))
        return ranked
    }

    /// Everything that passes, the best first.
    var hits: [Hit] { sorted(judged.filter { $0.isVisible && $0.failed.isEmpty }) }

    func nearMisses(k: Int) -> [NearMiss] {
        let near = judged.filter { $0.isVisible && $0.failed.count == 1 }
        let reasons = Dictionary(uniqueKeysWithValues: near.map { ($0.identifier, $0.failed[0]) })
        return sorted(near).prefix(k).map { NearMiss(hit: $0, reason: reasons[$0.identifier] ?? 0) }
    }

    private func sorted(_ judged: [Judged]) -> [Hit] {
        let pairs = judged.map { Hit(identifier: $0.identifier, score: $0.score) }
        return pairs.sorted { left, right in
            left.score == right.score ? left.identifier < right.identifier : left.score > right.score
        }
    }
}
