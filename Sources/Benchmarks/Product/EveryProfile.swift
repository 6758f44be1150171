import Ranking

/// Scores every profile by what terms mean, one by one: what the index is checked against, and shares nothing with.
struct EveryProfile {
    /// By term: what it is worth to which items.
    private var values: [UInt32: [(item: Int, values: SIMD8<UInt8>)]] = [:]
    /// By term: which conditions it fulfils, from which level on.
    private var fulfils: [UInt32: [(condition: Int, level: UInt8)]] = [:]
    private let query: ProfileQuery
    private let conditions: [Condition]

    static func ranked(_ profiles: [Document], _ query: ProfileQuery) -> Ranked {
        let plain = EveryProfile(query)
        var ranked = Ranked(hits: [], matched: 0, leftOut: [:])
        for profile in profiles {
            switch plain.verdict(profile) {
            case .invisible: continue
            case .leftOut(let reason): ranked.leftOut[reason, default: 0] += 1
            case .hit(let score):
                ranked.matched += 1
                ranked.hits.append(Hit(identifier: profile.identifier, score: score))
            }
        }
        ranked.hits = Array(ranked.hits.sorted().prefix(query.k))
        return ranked
    }

    private enum Verdict {
        case invisible
        case leftOut(UInt8)
        case hit(Int)
    }

    private init(_ query: ProfileQuery) {
        self.query = query
        conditions = query.filter.visibility + query.filter.conditions
        for (number, item) in query.items.enumerated() {
            for answer in item.shape.answers {
                values[answer.term.rawValue, default: []].append((number, answer.values))
            }
        }
        for (number, condition) in conditions.enumerated() {
            for alternative in condition.anyOf {
                fulfils[alternative.term.rawValue, default: []].append((number, alternative.minimumLevel))
            }
        }
    }

    private func verdict(_ profile: Document) -> Verdict {
        var best = query.items.map(\.shape.floor)
        var fulfilled = conditions.map(\.negated)
        let adding = query.items.firstIndex { $0.shape.uses != nil }
        var added = 0.0
        for term in profile.terms {
            var gains: [Int: Int] = [:]
            for (item, values) in values[term.term.rawValue] ?? [] {
                let credit = query.items[item].shape.credits[Int(term.basis)]
                let value = Shape.part(credit, of: values[Int(term.level)])
                best[item] = max(best[item], value)
                gains[item] = max(gains[item] ?? 0, Int(value) - Int(query.items[item].shape.floor))
            }
            if let adding, let uses = query.items[adding].shape.uses {
                let most = Shape.part(query.items[adding].shape.credits[Int(term.basis)], of: uses.most)
                let gain = gains.reduce(0) { $1.key < adding ? $0 + $1.value : $0 }
                let least = Shape.part(query.items[adding].shape.credits[Int(term.basis)], of: uses.least)
                let whole = Double(Int(uses.most) * Int(uses.count))
                if gain >= least { added += (Double(min(gain, Int(most)) * 250) / whole).rounded(.up) }
            }
            for (condition, level) in fulfils[term.term.rawValue] ?? [] where term.level >= level {
                fulfilled[condition] = !conditions[condition].negated
            }
        }
        if let adding { best[adding] = UInt8(min(250, added)) }
        let visible = query.filter.visibility.count
        if fulfilled[..<visible].contains(false) { return .invisible }
        if let partitions = query.filter.partitions, !partitions.anyOf.contains(profile.partition) {
            return .leftOut(partitions.reason)
        }
        if let failed = fulfilled[visible...].firstIndex(of: false) { return .leftOut(conditions[failed].reason) }
        return .hit(zip(query.items, best).reduce(0) { $0 + Int($1.0.weight) * Int($1.1) })
    }
}
