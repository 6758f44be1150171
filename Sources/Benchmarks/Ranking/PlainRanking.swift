import Ranking

/// Scores everything one by one, from the definition: what the indexes are checked against.
struct PlainRanking {
    private var ranked = Ranked(hits: [], matched: 0, leftOut: [:])

    static func ranked(_ profiles: [Document], _ query: ProfileQuery) -> Ranked {
        var plain = PlainRanking()
        var levels = Levels()
        for profile in profiles {
            levels.hold(profile.terms)
            plain.take(profile.identifier, failed: failure(profile.partition, levels, query.filter)) {
                score(query.items, levels)
            }
            levels.drop(profile.terms)
        }
        return plain.first(query.k, after: query.after)
    }

    /// The needs' own terms are not looked at: the benchmark's have none.
    static func ranked(_ needs: [NeedDocument], _ query: NeedQuery) -> Ranked {
        var plain = PlainRanking()
        var asker = Levels()
        asker.hold(query.terms)
        var gifts = Levels()
        for need in needs where need.open?.contains(query.filter.at) ?? true {
            gifts.hold(need.gives)
            let failed = failure(need.partition, Levels.none, query.filter)
            plain.take(need.identifier, failed: failed ?? need.musts.first { !asker.meet($0) }?.reason) {
                let demanded = need.demands.map {
                    Item(weight: query.half ? $0.halfWeight : $0.weight, shape: $0.shape)
                }
                return score(query.wish, gifts) + score(demanded, asker)
            }
            gifts.drop(need.gives)
        }
        return plain.first(query.k)
    }

    private static func score(_ items: [Item], _ levels: Levels) -> Int {
        items.enumerated().reduce(0) { sum, numbered in
            let (place, item) = numbered
            let value =
                item.shape.uses.map { levels.added($0, over: items[..<place].map(\.shape)) }
                ?? levels.value(of: item.shape)
            return sum + Int(item.weight) * value
        }
    }

    private static func failure(_ partition: UInt16, _ levels: Levels, _ filter: Filter) -> UInt8? {
        if let partitions = filter.partitions, !partitions.anyOf.contains(partition) { return partitions.reason }
        return filter.conditions.first { !levels.meet($0) }?.reason
    }

    private mutating func take(_ identifier: UInt128, failed: UInt8?, score: () -> Int) {
        if let failed {
            ranked.leftOut[failed, default: 0] += 1
        } else {
            ranked.matched += 1
            ranked.hits.append(Hit(identifier: identifier, score: score()))
        }
    }

    private func first(_ k: Int, after: Hit? = nil) -> Ranked {
        let hits = ranked.hits.filter { hit in after.map { $0 < hit } ?? true }.sorted().prefix(k)
        return Ranked(hits: Array(hits), matched: ranked.matched, leftOut: ranked.leftOut)
    }
}

/// The level at which one document has each term, 0 for terms that it does not have.
private struct Levels {
    static let none = Levels()
    private var levels = [UInt8](repeating: 0, count: World.termCount)

    mutating func hold(_ terms: [TermLevel]) {
        for term in terms { levels[Int(term.term.rawValue)] = term.level }
    }

    mutating func drop(_ terms: [TermLevel]) {
        for term in terms { levels[Int(term.term.rawValue)] = 0 }
    }

    func value(of shape: Shape) -> Int {
        var value = Int(shape.floor)
        for answer in shape.answers {
            let level = levels[Int(answer.term.rawValue)]
            if level > 0 { value = max(value, Int(answer.values[Int(level)])) }
        }
        return value
    }

    /// What terms add up to; none of the benchmark's rests on anything.
    func added(_ uses: Uses, over shapes: [Shape]) -> Int {
        var gains: [Term: Int] = [:]
        for shape in shapes {
            for answer in shape.answers {
                let level = levels[Int(answer.term.rawValue)]
                if level > 0 {
                    gains[answer.term, default: 0] += max(0, Int(answer.values[Int(level)]) - Int(shape.floor))
                }
            }
        }
        let whole = Double(Int(uses.most) * Int(uses.count))
        let sum = gains.values.reduce(0) {
            $0 + ($1 < uses.least ? 0 : (Double(min($1, Int(uses.most)) * 250) / whole).rounded(.up))
        }
        return Int(min(250, sum))
    }

    func meet(_ condition: Condition) -> Bool {
        condition.anyOf.contains { alternative in
            let level = levels[Int(alternative.term.rawValue)]
            return level > 0 && level >= alternative.minimumLevel
        }
    }
}
