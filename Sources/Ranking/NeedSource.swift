/// Scores needs: what their demands are worth to who asks, and what they give for the wish.
struct NeedSource: ScoreSource {
    private let starts: UnsafePointer<UInt32>
    private let shapes: UnsafePointer<UInt32>
    private let weights: UnsafePointer<UInt8>
    private let values: UnsafePointer<ShapeWorth>
    private let words: UnsafePointer<UInt64>
    private let demands: DemandTable
    private let used: UsedTerms
    private let wish: ProfileSource
    private let hasWish: Bool
    let greatest: Int

    /// - Parameters:
    ///   - table: the rows of the wish.
    ///   - workspace: has what each shape is worth.
    init(_ needs: NeedSegment, _ query: NeedQuery, wish table: RowTable, in workspace: Workspace) {
        starts = needs.demands.starts.start
        shapes = needs.demands.shapeNumbers.start
        weights = needs.demands.weights(half: query.half)
        values = UnsafePointer(workspace.values.start)
        words = UnsafePointer(workspace.words.start)
        demands = needs.demands
        used = workspace.used
        let asked = needs.demands.greatest(half: query.half)
        wish = ProfileSource(
            table, .given, query.wishConditions, of: needs.segment, besides: asked, in: workspace)
        hasWish = !query.wish.isEmpty
        greatest = asked + wish.greatest
    }

    var offset: Int { wish.offset }
    var shift: Int { wish.shift }

    func expect(_ threshold: Int, range: Int) {}

    /// What is asked counts as it is, but for what adds up, and on top of it comes the bound of the wish.
    func bound(_ sums: UnsafeMutablePointer<Sum>, range: Int, documents: Range<Int>) {
        wish.bound(sums, range: range, documents: documents)
        let (shift, roundingUp) = (wish.shift, 1 << wish.shift - 1)
        for block in 0..<(documents.count + 63) / 64 where words[block] != 0 {
            for document in block * 64..<min(block * 64 + 64, documents.count) {
                let (sum, counted) = plain(documents.lowerBound + document)
                let most = sum + (adding(documents.lowerBound + document, counted)?.most ?? 0)
                sums[document] &+= Sum(truncatingIfNeeded: (most + roundingUp) >> shift)
            }
        }
    }

    @inline(__always)
    func touch(_ document: Int) -> UInt32 { shapes[Int(starts[document])] }

    @inline(__always)
    func exact(_ document: Int, reaching least: Int) -> Int {
        guard hasWish else { return asked(document, reaching: least) }
        let wished = wish.exact(document, reaching: 0)
        return asked(document, reaching: least - wished) + wished
    }

    /// What adds up is worked out where it can matter.
    @inline(__always)
    private func asked(_ document: Int, reaching least: Int) -> Int {
        let (sum, counted) = plain(document)
        guard let adding = adding(document, counted), sum + adding.most >= least else { return sum }
        let (first, place) = (Int(starts[document]), adding.place)
        let way = demands.ways[Int(demands.wayOfShape.start[Int(shapes[place])])]
        return sum + Int(weights[place]) * used.sum(of: shapes + first, place - first, way)
    }

    /// The sum of weight × value without what adds up, and what its terms count at most together.
    @inline(__always)
    private func plain(_ document: Int) -> (sum: Int, counted: Int) {
        var (sum, counted): (UInt32, UInt32) = (0, 0)
        for place in Int(starts[document])..<Int(starts[document + 1]) {
            let worth = values[Int(shapes[place])]
            sum &+= UInt32(weights[place]) &* UInt32(worth.value)
            counted &+= UInt32(worth.counted)
        }
        return (Int(sum), Int(counted))
    }

    /// Where a document has what adds up, and what that comes to at most; null where it comes to nothing.
    ///
    /// A share is rounded up, and what it counts is no more than what it counts for each item alone.
    @inline(__always)
    private func adding(_ document: Int, _ counted: Int) -> (place: Int, most: Int)? {
        let place = demands.adding.start[document]
        guard counted > 0, place != DemandTable.none else { return nil }
        let part = demands.parts.start[Int(demands.wayOfShape.start[Int(shapes[Int(place)])])]
        let most = min(250, (counted &* part) >> 16 + 1 + used.termCount)
        return (Int(place), Int(weights[Int(place)]) * most)
    }
}
