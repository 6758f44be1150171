/// Scores needs: what their demands are worth to who asks, and what they give for the wish.
struct NeedSource: ScoreSource {
    private let starts: UnsafePointer<UInt32>
    private let shapes: UnsafePointer<UInt32>
    private let weights: UnsafePointer<UInt8>
    private let values: UnsafePointer<UInt8>
    private let words: UnsafePointer<UInt64>
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
        let asked = needs.demands.greatest(half: query.half)
        wish = ProfileSource(
            table, .given, query.wishConditions, of: needs.segment, besides: asked, in: workspace)
        hasWish = !query.wish.isEmpty
        greatest = asked + wish.greatest
    }

    var offset: Int { wish.offset }
    var shift: Int { wish.shift }

    func expect(_ threshold: Int, range: Int) {}

    /// What is asked counts exactly, and on top of it comes the bound of the wish.
    func bound(_ sums: UnsafeMutablePointer<Sum>, range: Int, documents: Range<Int>) {
        wish.bound(sums, range: range, documents: documents)
        let (shift, roundingUp) = (wish.shift, 1 << wish.shift - 1)
        for block in 0..<(documents.count + 63) / 64 where words[block] != 0 {
            for document in block * 64..<min(block * 64 + 64, documents.count) {
                sums[document] &+= Sum(
                    truncatingIfNeeded: (asked(documents.lowerBound + document) + roundingUp) >> shift)
            }
        }
    }

    @inline(__always)
    func touch(_ document: Int) -> UInt32 { shapes[Int(starts[document])] }

    @inline(__always)
    func exact(_ document: Int) -> Int { asked(document) + (hasWish ? wish.exact(document) : 0) }

    @inline(__always)
    private func asked(_ document: Int) -> Int {
        var sum: UInt32 = 0
        for place in Int(starts[document])..<Int(starts[document + 1]) {
            sum &+= UInt32(weights[place]) &* UInt32(values[Int(shapes[place])])
        }
        return Int(sum)
    }
}
