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
        for term in profile.terms {
            for (item, values) in values[term.term.rawValue] ?? [] {
                let credit = query.items[item].shape.credits[Int(term.basis)]
                best[item] = max(best[item], Shape.part(credit, of: values[Int(term.level)]))
            }
            for (condition, level) in fulfils[term.term.rawValue] ?? [] where term.level >= level {
                fulfilled[condition] = !conditions[condition].negated
            }
        }
        let visible = query.filter.visibility.count
        if fulfilled[..<visible].contains(false) { return .invisible }
        if let partitions = query.filter.partitions, !partitions.anyOf.contains(profile.partition) {
            return .leftOut(partitions.reason)
        }
        if let failed = fulfilled[visible...].firstIndex(of: false) { return .leftOut(conditions[failed].reason) }
        return .hit(zip(query.items, best).reduce(0) { $0 + Int($1.0.weight) * Int($1.1) })
    }
}
