import Ranking
import Scoring

/// The beginning of a list of several kinds.
struct Best {
    var hits: [(kind: Kind, hit: Hit)] = []
    /// How many there are in the whole list.
    var matched = 0
    var leftOut: [LeftOut: Int] = [:]
}

extension Ranker {
    /// The best of some kinds in one list.
    func best(_ count: Int, of kinds: Set<Kind>, after: Hit? = nil) -> Best {
        var best = Best()
        for kind in Kind.allCases where kinds.contains(kind) {
            let ranked = ranked(kind, count: count, after: after)
            best.hits += ranked.hits.map { (kind, $0) }
            best.matched += ranked.matched
            for case (let reason?, let count) in ranked.leftOut.map({ (LeftOut(rawValue: $0.key), $0.value) }) {
                best.leftOut[reason, default: 0] += count
            }
        }
        best.hits = Array(best.hits.sorted { $0.hit < $1.hit }.prefix(count))
        return best
    }

    /// The best of some kinds that fail exactly one condition, in one list.
    func nearest(_ count: Int, of kinds: Set<Kind>) -> [(kind: Kind, miss: NearMiss)] {
        let all = Kind.allCases.filter(kinds.contains).flatMap { kind in nearest(kind, count: count).map { (kind, $0) }
        }
        return Array(all.sorted { $0.1.hit < $1.1.hit }.prefix(count))
    }
}
