import Lanes

/// Finds the candidates who together answer a need best: of each item the best value among them counts.
///
/// Of all panels up to a size the best has the greatest score, then the fewest members, then the greatest sum of what the
/// members score alone, then the lowest identifiers. It is found exactly, without looking at most panels:
///
/// - Whoever is worth no more than somebody else in any item is in no best panel, and left out at the beginning. That is
///   looked for among the best alone, who make nearly all others needless: among all it would take the square of them.
/// - What somebody adds never grows with the panel. So a panel of a, b and c is worth at most what a is, with what b and c
///   each add to a; candidates are gone through in the order of what they add, and left as soon as that is too little.
package struct PanelSearch {
    /// Somebody who may be on a panel.
    package struct Candidate: Hashable, Sendable {
        package var identifier: UInt128
        /// By item: weight × value. They sum to 62,500 at most.
        package var points: [UInt16]

        package init(identifier: UInt128, points: [UInt16]) {
            self.identifier = identifier
            self.points = points
        }
    }

    /// More candidates would have to be looked at together than may be.
    package struct TooMany: Error {}

    /// The most members that a panel may have.
    package static let largest = 3

    private let candidates: [Candidate]
    /// By candidate, in a row of eight numbers or a multiple.
    private let points: [UInt16]
    private let width: Int
    private let alone: [Int]
    /// What every panel is worth at least, since every candidate is.
    private let common: Int
    /// What no panel exceeds.
    private let ideal: Int
    private var best: (score: Int, alone: Int, members: [Int]) = (-1, 0, [])
    private var looks = 0
    private var mostLooks = Int.max

    /// - Parameter dominators: among how many of the best alone it is looked for who makes a candidate needless; this
    ///   changes how long the search takes, and not what it finds.
    package init(_ candidates: [Candidate], dominators: Int = 512) {
        let items = candidates.first?.points.count ?? 0
        precondition(candidates.allSatisfy { $0.points.count == items })
        let width = (items + 7) / 8 * 8
        let rest = Array(repeating: UInt16(0), count: width - items)
        let ordered = candidates.map { (candidate: $0, sum: $0.sum) }.sorted { left, right in
            left.sum != right.sum ? left.sum > right.sum : left.candidate.identifier < right.candidate.identifier
        }.map(\.candidate)
        let rows = ordered.flatMap { $0.points + rest }
        let kept = Self.undominated(ordered.count, rows, width, dominators)
        let chosen = kept.map { ordered[$0] }
        self.candidates = chosen
        self.width = width
        points = kept.flatMap { rows[$0 * width..<($0 + 1) * width] }
        alone = chosen.map(\.sum)
        let columns = (0..<items).map { item in chosen.map { Int($0.points[item]) } }
        common = columns.reduce(0) { $0 + ($1.min() ?? 0) }
        ideal = columns.reduce(0) { $0 + ($1.max() ?? 0) }
    }

    /// The best panel of at most so many; null when there is no candidate.
    ///
    /// - Parameter mostLooks: how often it may be worked out what a candidate adds to others. Of thousands among whom
    ///   nobody stands out, all panels would be looked at: their third power.
    package mutating func best(upTo size: Int, mostLooks: Int = .max) throws(TooMany) -> Panel? {
        precondition((1...Self.largest).contains(size))
        guard !candidates.isEmpty else { return nil }
        best = (alone[0], alone[0], [0])
        (looks, self.mostLooks) = (0, mostLooks)
        if size >= 2, best.score < ideal { try findPairs() }
        if size >= 3, best.score < ideal { try findTriples() }
        return Panel(best.members.map { candidates[$0] })
    }

    /// Counts what was looked at since the last time.
    private mutating func count(_ more: Int) throws(TooMany) {
        looks += more
        if looks > mostLooks { throw TooMany() }
    }

    private mutating func findPairs() throws(TooMany) {
        let least = best.score + 1
        for first in candidates.indices where first + 1 < candidates.count {
            guard 2 * alone[first] - common >= max(least, best.score) else { return }
            var second = first + 1
            while second < candidates.count, alone[first] + alone[second] - common >= max(least, best.score) {
                offer(alone[first] + gain(of: second, over: row(first)), [first, second], least)
                second += 1
            }
            try count(second - first)
        }
    }

    private mutating func findTriples() throws(TooMany) {
        let least = best.score + 1
        var union = Array(repeating: UInt16(0), count: width)
        for first in candidates.indices where first + 2 < candidates.count {
            guard 3 * alone[first] - 2 * common >= max(least, best.score) else { return }
            let others = (first + 1..<candidates.count).map { (place: $0, gain: gain(of: $0, over: row(first))) }
                .sorted { ($0.gain, $1.place) > ($1.gain, $0.place) }
            try count(others.count)
            for (order, second) in others.enumerated() {
                guard alone[first] + 2 * second.gain >= max(least, best.score) else { break }
                for item in 0..<width {
                    union[item] = max(points[first * width + item], points[second.place * width + item])
                }
                let pair = alone[first] + second.gain
                var next = order + 1
                while next < others.count, pair + others[next].gain >= max(least, best.score) {
                    let third = others[next].place
                    offer(pair + gain(of: third, over: union[...]), [first, second.place, third], least)
                    next += 1
                }
                try count(next - order)
            }
        }
    }

    /// Takes a panel of more members than the best so far had, if it is worth more, or as much as others of its size.
    private mutating func offer(_ score: Int, _ members: [Int], _ least: Int) {
        guard score >= least, score >= best.score else { return }
        let sum = members.reduce(0) { $0 + alone[$1] }
        let members = members.sorted { candidates[$0].identifier < candidates[$1].identifier }
        if score == best.score {
            guard sum >= best.alone else { return }
            if sum == best.alone {
                let precedes = zip(members, best.members).first { $0 != $1 }.map {
                    candidates[$0].identifier < candidates[$1].identifier
                }
                guard precedes == true else { return }
            }
        }
        best = (score, sum, members)
    }

    private func row(_ candidate: Int) -> ArraySlice<UInt16> { points[candidate * width..<(candidate + 1) * width] }

    /// What a candidate adds.
    private func gain(of candidate: Int, over others: ArraySlice<UInt16>) -> Int {
        points.withUnsafeBufferPointer { points in
            others.withUnsafeBufferPointer { others in
                guard let points = points.baseAddress, let others = others.baseAddress else { return 0 }
                return Int(lanes_gain(points + candidate * width, others, width))
            }
        }
    }

    /// Those of the ordered candidates who are worth more in some item than each of the first who are kept; of those who
    /// are worth the same the first.
    private static func undominated(_ count: Int, _ rows: [UInt16], _ width: Int, _ dominators: Int) -> [Int] {
        rows.withUnsafeBufferPointer { rows in
            // Without an item all are worth the same.
            guard let start = rows.baseAddress, width > 0 else { return Array(0..<min(1, count)) }
            var kept: [Int] = []
            for candidate in 0..<count {
                let row = start + candidate * width
                let isDominated = kept.prefix(dominators).contains { lanes_gain(row, start + $0 * width, width) == 0 }
                if !isDominated { kept.append(candidate) }
            }
            return kept
        }
    }
}

extension PanelSearch.Candidate {
    var sum: Int { points.reduce(0) { $0 + Int($1) } }
}
