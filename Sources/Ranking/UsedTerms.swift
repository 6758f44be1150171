/// What each term of an asker gains by shape, for the needs that add up how far terms answer (``Uses``): by shape a row, and in
/// it a number a term.
struct UsedTerms {
    /// By shape: its row; 0 for one that no term gains from.
    private var rows = Growing<UInt32>(capacity: 1024)
    private var gains = Growing<UInt16>(capacity: 1024)
    /// By term.
    private var bases = Growing<UInt8>(capacity: 64)
    /// By term: what it gains for one need.
    private var sums = Growing<UInt16>(capacity: 64)
    private var rowCount = 1
    private(set) var termCount = 0
    private var limit = 0
    private var width = 0

    mutating func begin(shapes: Int, terms: Int) {
        rows.reserve(shapes)
        rows.start.update(repeating: 0, count: shapes)
        (rowCount, termCount, width) = (1, 0, (terms + 7) / 8 * 8)
        bases.reserve(width)
        sums.reserve(width)
    }

    /// What is added from now on is gained by the next term.
    ///
    /// - Parameter limit: what the term counts at most.
    mutating func beginTerm(basis: UInt8, limit: Int) {
        self.limit = limit
        bases.start[termCount] = basis
        termCount += 1
    }

    /// Returns by how much what the shape counts at most grows.
    mutating func add(_ gain: UInt16, toShape shape: Int) -> UInt16 {
        if rows.start[shape] == 0 {
            gains.reserve((rowCount + 1) * width)
            (gains.start + rowCount * width).update(repeating: 0, count: width)
            rows.start[shape] = UInt32(rowCount)
            rowCount += 1
        }
        let place = Int(rows.start[shape]) * width + termCount - 1
        let before = gains.start[place]
        guard gain > before else { return 0 }
        gains.start[place] = gain
        return UInt16(min(Int(gain), limit) - min(Int(before), limit))
    }

    /// What the terms add up to over so many shapes, 0 to 250.
    func sum(of shapes: UnsafePointer<UInt32>, _ count: Int, _ way: Uses.Shares) -> Int {
        var isAnswered = false
        let sums = self.sums.start
        for place in 0..<count {
            let row = Int(rows.start[Int(shapes[place])])
            guard row > 0 else { continue }
            let gains = self.gains.start + row * width
            if isAnswered {
                for term in 0..<width { sums[term] &+= gains[term] }
            } else {
                sums.update(from: gains, count: width)
                isAnswered = true
            }
        }
        guard isAnswered else { return 0 }
        var sum = 0
        for term in 0..<termCount where sums[term] > 0 {
            sum += Int(way.share(of: Int(sums[term]), basis: bases.start[term]))
        }
        return min(250, sum)
    }

    func deallocate() {
        rows.deallocate()
        gains.deallocate()
        bases.deallocate()
        sums.deallocate()
    }
}
