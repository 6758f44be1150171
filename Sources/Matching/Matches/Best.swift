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
    /// The best of some kinds in one list. What few are is ranked first, so that of many only those are looked for that still
    /// come into the list.
    func best(_ count: Int, of kinds: Set<Kind>, after: Hit? = nil) -> Best {
        var best = Best()
        let fewestFirst = Kind.allCases.filter(kinds.contains).sorted {
            snapshot.count(of: $0) < snapshot.count(of: $1)
        }
        for kind in fewestFirst {
            let until = count > 0 && best.hits.count >= count ? best.hits[count - 1].hit : nil
            let ranked = ranked(kind, count: count, after: after, until: until)
            best.hits = (best.hits + ranked.hits.map { (kind, $0) }).sorted { $0.hit < $1.hit }
            best.matched += ranked.matched
            for case (let reason?, let count) in ranked.leftOut.map({ (LeftOut(rawValue: $0.key), $0.value) }) {
                best.leftOut[reason, default: 0] += count
            }
        }
        best.hits = Array(best.hits.prefix(count))
        return best
    }

    /// The best of some kinds that fail exactly one condition, in one list.
    func nearest(_ count: Int, of kinds: Set<Kind>) -> [(kind: Kind, miss: NearMiss)] {
        let all = Kind.allCases.filter(kinds.contains).flatMap { kind in nearest(kind, count: count).map { (kind, $0) }
        }
        return Array(all.sorted { $0.1.hit < $1.1.hit }.prefix(count))
    }
}
