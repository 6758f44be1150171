/// What a search adds up and scores.
protocol ScoreSource {
    /// What every document's score is at least, which neither bounds nor exact gains contain.
    var offset: Int { get }
    /// What no bound exceeds.
    var greatest: Int { get }
    /// Whether bounds may be added up in 16 bits, as far as the source is concerned.
    var isNarrow: Bool { get }
    /// Writes an upper bound for each document of a range.
    func bound<Sum: FixedWidthInteger & UnsignedInteger>(
        _ sums: UnsafeMutablePointer<Sum>, range: Int, documents: Int)
    /// Touches what the exact score of a document is computed from, so that the reads of many overlap.
    func touch(_ document: Int) -> UInt32
    /// The exact score of a document, without the offset.
    func exact(_ document: Int) -> Int
}

/// Finds what matters to a sink among the documents of a segment, exactly: a document is left unscored only if its upper
/// bound shows that it does not matter.
struct RangeSearch<Source: ScoreSource, Sink: HitSink> {
    let segment: Segment
    let selection: Selection
    let source: Source
    let workspace: Workspace
    /// With fewer candidates in a range, each is scored and no bound is computed.
    let fewestCandidates: Int
    private(set) var sink: Sink
    private(set) var tally: Tally
    private var survivorCount = 0
    private var isSeeded: Bool
    private var manySurvive = false
    private var range = 0
    private var wordCount = 0

    init(
        _ segment: Segment, _ selection: Selection, _ source: Source, in workspace: Workspace, sink: Sink, tally: Tally,
        fewestCandidates: Int
    ) {
        self.segment = segment
        self.selection = selection
        self.source = source
        self.workspace = workspace
        self.sink = sink
        self.tally = tally
        self.fewestCandidates = fewestCandidates
        isSeeded = sink.seedCount == 0
    }

    mutating func run() {
        for range in 0..<segment.postings.rangeCount {
            self.range = range
            let documents = min(Postings.rangeSize, segment.count - range << Postings.rangeBits)
            wordCount = (documents + 63) / 64
            let candidates = selection.select(range, in: workspace, &tally)
            tally.matched += candidates
            guard candidates > 0, sink.threshold <= source.offset + source.greatest else { continue }
            if candidates < fewestCandidates {
                scoreAll()
            } else if isSeeded, source.isNarrow, source.greatest <= min(0xFFFF, 0x7FFF + threshold) {
                workspace.sums.start.withMemoryRebound(to: UInt16.self, capacity: Postings.rangeSize) { sums in
                    source.bound(sums, range: range, documents: documents)
                    scoreSurvivors(sums)
                }
            } else {
                source.bound(workspace.sums.start, range: range, documents: documents)
                if !isSeeded { seed() }
                scoreSurvivors(workspace.sums.start)
            }
        }
    }

    /// The least bound that matters.
    private var threshold: Int { max(0, sink.threshold - source.offset) }

    /// Scores every candidate of the range.
    private mutating func scoreAll() {
        let words = workspace.words.start
        for block in 0..<wordCount where words[block] != 0 {
            collect(words[block], block) { _ in .max }
            if survivorCount >= Workspace.survivorLimit { flush() }
        }
        flush()
    }

    /// Scores the candidates whose bounds reach the threshold, which rises meanwhile.
    ///
    /// Where many survive, most often very many have the same score, and the lower identifier decides: identifiers rise
    /// within a partition, so from the first that is too great on, a bound must exceed the threshold.
    private mutating func scoreSurvivors<Sum: FixedWidthInteger & UnsignedInteger>(_ sums: UnsafeMutablePointer<Sum>) {
        var block = 0
        while block < wordCount {
            var end = wordCount
            var least = threshold
            if manySurvive {
                let document = range << Postings.rangeBits + block * 64
                let partEnd = (segment.partitions.end(of: document) - range << Postings.rangeBits) / 64
                if partEnd > block, segment.identifiers.start[document] > sink.worst {
                    end = min(wordCount, partEnd)
                    least += 1
                }
            }
            block = scan(sums, from: block, to: end, atLeast: least)
            if block < end { manySurvive = true }
            flush()
        }
    }

    /// Collects the candidates whose sums reach a threshold, until there are enough for a flush.
    ///
    /// - Returns: the block to go on with.
    private mutating func scan<Sum: FixedWidthInteger & UnsignedInteger>(
        _ sums: UnsafeMutablePointer<Sum>, from first: Int, to end: Int, atLeast threshold: Int
    ) -> Int {
        // Sums are so small that, with this added, the highest bit says whether one reaches the threshold.
        let lift = (1 as Sum) << Sum(Sum.bitWidth - 1) &- Sum(truncatingIfNeeded: threshold)
        let words = workspace.words.start
        for block in first..<end {
            guard Self.reaches(sums + block * 64, lift), words[block] != 0 else { continue }
            let blockSums = sums + block * 64
            let least = Sum(truncatingIfNeeded: threshold)
            collect(words[block], block) { blockSums[$0] >= least ? UInt32(truncatingIfNeeded: blockSums[$0]) : nil }
            if survivorCount >= Workspace.survivorLimit { return block + 1 }
        }
        return end
    }

    /// Whether one of 64 sums, lifted, has its highest bit.
    @inline(__always)
    private static func reaches<Sum: FixedWidthInteger & UnsignedInteger>(
        _ sums: UnsafeMutablePointer<Sum>, _ lift: Sum
    ) -> Bool {
        let raw = UnsafeRawPointer(sums)
        var any = SIMD8<UInt64>.zero
        if Sum.bitWidth == 16 {
            let lifts = SIMD32<UInt16>(repeating: UInt16(truncatingIfNeeded: lift))
            for part in 0..<2 {
                let sums = raw.load(fromByteOffset: part * 64, as: SIMD32<UInt16>.self) &+ lifts
                any |= unsafeBitCast(sums, to: SIMD8<UInt64>.self)
            }
        } else {
            let lifts = SIMD16<UInt32>(repeating: UInt32(truncatingIfNeeded: lift))
            for part in 0..<4 {
                let sums = raw.load(fromByteOffset: part * 64, as: SIMD16<UInt32>.self) &+ lifts
                any |= unsafeBitCast(sums, to: SIMD8<UInt64>.self)
            }
        }
        let four = any.lowHalf | any.highHalf
        let two = four.lowHalf | four.highHalf
        let highest: UInt64 = Sum.bitWidth == 16 ? 0x8000_8000_8000_8000 : 0x8000_0000_8000_0000
        return (two.x | two.y) & highest != 0
    }

    /// Collects the candidates of a block for which there is a bound.
    @inline(__always)
    private mutating func collect(_ word: UInt64, _ block: Int, bound: (Int) -> UInt32?) {
        let survivors = workspace.survivors.start
        let first = UInt32(range << Postings.rangeBits + block * 64)
        var word = word
        while word != 0 {
            let place = word.trailingZeroBitCount
            word &= word - 1
            guard let bound = bound(place) else { continue }
            survivors[survivorCount] = Survivor(document: first + UInt32(place), bound: bound)
            survivorCount += 1
        }
    }

    /// Scores what was collected.
    private mutating func flush() {
        let survivors = workspace.survivors.start
        var touched: UInt32 = 0
        for index in 0..<survivorCount { touched ^= source.touch(Int(survivors[index].document)) }
        // A write that nothing reads keeps the reads above from being left out.
        survivors[survivorCount].bound = touched
        let identifiers = segment.identifiers.start
        var least = sink.threshold - source.offset
        for index in 0..<survivorCount where Int(survivors[index].bound) >= least {
            let document = Int(survivors[index].document)
            if survivors[index].bound == least, identifiers[document] > sink.worst { continue }
            let gain = source.exact(document)
            guard gain >= least else { continue }
            sink.offer(Hit(identifier: identifiers[document], score: source.offset + gain))
            least = sink.threshold - source.offset
        }
        survivorCount = 0
    }

    /// Scores some documents with the greatest bounds, to begin with a threshold that leaves most others out.
    private mutating func seed() {
        isSeeded = true
        let sums = workspace.sums.start
        var greatest: UInt32 = 0
        for place in 0..<wordCount * 64 { greatest = max(greatest, sums[place]) }
        let enough = min(sink.seedCount, Workspace.survivorLimit)
        var least = Int(greatest)
        repeat {
            least = least * 3 / 4
            survivorCount = 0
            _ = scan(sums, from: 0, to: wordCount, atLeast: least)
        } while survivorCount < enough && least > 0
        let survivors = UnsafeBufferPointer(start: workspace.survivors.start, count: survivorCount)
        survivorCount = 0
        sink.seed(
            survivors.map { survivor in
                let document = Int(survivor.document)
                return Hit(
                    identifier: segment.identifiers.start[document], score: source.offset + source.exact(document))
            })
    }
}
