/// Takes scored documents, and says which are still worth scoring.
protocol HitSink {
    /// The least score that matters.
    var threshold: Int { get }
    /// The greatest identifier that matters at the threshold's score.
    var worst: UInt128 { get }
    /// How many of the documents with the greatest bounds should be scored first, to know a good threshold; 0 for none.
    var seedCount: Int { get }
    /// Takes a document in, each once.
    mutating func offer(_ hit: Hit)
}

/// Keeps the best k hits after a position.
struct TopHits: HitSink {
    let k: Int
    let after: Hit?
    private(set) var threshold: Int
    private(set) var worst: UInt128
    /// A heap with the worst hit at its root.
    private var heap: [Hit] = []

    /// - Parameter until: the last hit that matters; null where all do.
    init(k: Int, after: Hit?, until: Hit? = nil) {
        self.k = k
        self.after = after
        threshold = k > 0 ? until?.score ?? 0 : .max
        worst = until?.identifier ?? .max
        heap.reserveCapacity(min(k, 1024))
    }

    var seedCount: Int { k > 0 ? 2 * min(k, 1 << 20) + 8 : 0 }

    /// The hits, the best first.
    var sorted: [Hit] { heap.sorted() }

    mutating func offer(_ hit: Hit) {
        guard hit.score > threshold || hit.score == threshold && hit.identifier <= worst, k > 0 else { return }
        if let after, !(after < hit) { return }
        if heap.count < k {
            heap.append(hit)
            rise(from: heap.count - 1)
        } else {
            guard hit < heap[0] else { return }
            heap[0] = hit
            sink()
        }
        if heap.count == k, heap[0].score >= threshold {
            threshold = heap[0].score
            worst = heap[0].identifier
        }
    }

    private mutating func rise(from place: Int) {
        var place = place
        while place > 0, heap[(place - 1) / 2] < heap[place] {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink() {
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, heap[child] < heap[child + 1] { child += 1 }
            guard heap[place] < heap[child] else { return }
            heap.swapAt(place, child)
            place = child
        }
    }
}

/// Counts the hits before each of some, which need not be of the index themselves.
struct PrecedingHits: HitSink {
    /// Ascending, the best first.
    private let hits: [Hit]
    /// By place among ``hits``: how many hits come before that one and not before the one in front of it.
    private var between: [Int]

    init(_ hits: some Sequence<Hit>) {
        self.hits = hits.sorted()
        between = [Int](repeating: 0, count: self.hits.count)
    }

    var threshold: Int { hits.last?.score ?? .max }
    var worst: UInt128 { hits.last?.identifier ?? 0 }
    var seedCount: Int { 0 }

    /// How many hits come before each of the sorted ones, and 1: the place that each has, or would have.
    var ranks: [Hit: Int] {
        var ranks: [Hit: Int] = [:]
        var count = 0
        for (hit, more) in zip(hits, between) {
            count += more
            ranks[hit] = count + 1
        }
        return ranks
    }

    mutating func offer(_ other: Hit) {
        var first = 0
        var end = hits.count
        while first < end {
            let middle = (first + end) / 2
            if other < hits[middle] { end = middle } else { first = middle + 1 }
        }
        if first < hits.count { between[first] += 1 }
    }
}

/// Keeps every hit.
struct EveryHit: HitSink {
    private(set) var hits: [Hit] = []

    var threshold: Int { 0 }
    var worst: UInt128 { .max }
    var seedCount: Int { 0 }

    mutating func offer(_ hit: Hit) { hits.append(hit) }
}
