/// Upper bounds of gains: what is taken for granted of all documents, and for each the sum over its terms of what each would
/// gain beyond it alone.
///
/// A sum is never below the gain, in which an item takes the best term only; and each posting is touched once, however
/// many items its term answers.
struct TermBound {
    /// Some grades of a term that add the same.
    struct Stretch: BitwiseCopyable {
        var firstCell: UInt32
        /// How far the next range's cells are.
        var stride: UInt32
        var length: UInt32
        var addend: UInt32
    }

    /// The postings of a stretch in one range.
    struct Run: BitwiseCopyable {
        var start: UInt32
        var end: UInt32
        var addend: UInt32
    }

    private let postings: Postings
    private let stretches: UnsafeMutablePointer<Stretch>
    private let runs: UnsafeMutablePointer<Run>
    private let stretchCount: Int
    /// A sum counts units of 2 to the power of this, so that the greatest fits.
    let shift: Int
    /// What every sum begins with, in those units.
    let base: Int
    /// What no sum exceeds, as a gain.
    let greatest: Int

    /// - Parameter besides: what is added to the sums elsewhere, at most.
    init(
        _ table: RowTable, _ scorer: RowScorer, _ granted: TakenForGranted, of segment: Segment, besides: Int,
        in workspace: Workspace
    ) {
        postings = segment.postings
        workspace.stretches.reserve(table.touched.reduce(0) { $0 + $1.count })
        workspace.runs.reserve(workspace.stretches.capacity + 1)
        stretches = workspace.stretches.start
        runs = workspace.runs.start
        var count = 0
        var greatestOfTerms: [UInt32] = []
        greatestOfTerms.reserveCapacity(table.touched.count)
        for slots in table.touched where slots.lowerBound < segment.lexicon.slotCount {
            var greatest: UInt32 = 0
            var last: UInt32 = 0
            for slot in slots {
                let addend = UInt32(granted.gain(ofSlot: slot))
                if addend > 0, addend == last {
                    stretches[count - 1].length += 1
                } else if addend > 0 {
                    stretches[count] = Stretch(
                        firstCell: UInt32(segment.postings.cell(of: slot, amongTermsSlots: slots)),
                        stride: UInt32(slots.count), length: 1, addend: addend)
                    count += 1
                }
                last = addend
                greatest = max(greatest, addend)
            }
            if greatest > 0 { greatestOfTerms.append(greatest) }
        }
        stretchCount = count
        // A document has a term once, and no more terms than the longest one.
        if greatestOfTerms.count > segment.longest {
            greatestOfTerms.sort(by: >)
            greatestOfTerms.removeLast(greatestOfTerms.count - segment.longest)
        }
        greatest = granted.base + greatestOfTerms.reduce(0) { $0 + Int($1) }
        // Each summand is rounded up.
        let summands = greatestOfTerms.count + 2
        var shift = 0
        while (greatest + besides) >> shift + summands > Sum.capacity { shift += 1 }
        self.shift = shift
        let roundingUp = 1 << shift - 1
        base = (granted.base + roundingUp) >> shift
        for index in 0..<count {
            stretches[index].addend = (stretches[index].addend + UInt32(roundingUp)) >> UInt32(shift)
        }
    }

    /// Adds to the sums of a range's documents.
    func add(to sums: UnsafeMutablePointer<Sum>, range: Int) {
        let count = collectRuns(of: range)
        let offsets = postings.offsets.start
        for index in 0..<count {
            let run = runs[index]
            let addend = Sum(truncatingIfNeeded: run.addend)
            var place = offsets + Int(run.start)
            let end = offsets + Int(run.end)
            while end - place >= 4 {
                let four = UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)
                sums[Int(four & 0xFFFF)] &+= addend
                sums[Int(four >> 16 & 0xFFFF)] &+= addend
                sums[Int(four >> 32 & 0xFFFF)] &+= addend
                sums[Int(four >> 48)] &+= addend
                place += 4
            }
            while place < end {
                sums[Int(place.pointee)] &+= addend
                place += 1
            }
        }
    }

    /// Finds the runs of a range, and touches the first posting of each: so many independent reads overlap, where the
    /// adding would wait for each.
    private func collectRuns(of range: Int) -> Int {
        let cells = postings.cells.start
        let offsets = postings.offsets.start
        var count = 0
        var touched: UInt16 = 0
        for index in 0..<stretchCount {
            let stretch = stretches[index]
            let cell = Int(stretch.firstCell) + range * Int(stretch.stride)
            let start = cells[cell]
            let end = cells[cell + Int(stretch.length)]
            runs[count] = Run(start: start, end: end, addend: stretch.addend)
            touched ^= offsets[Int(start)]
            count += start < end ? 1 : 0
        }
        // A write that nothing reads keeps the reads above from being left out.
        runs[count] = Run(start: 0, end: 0, addend: UInt32(touched))
        return count
    }
}
