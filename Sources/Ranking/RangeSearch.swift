/// What a search adds up and scores.
protocol ScoreSource {
    /// What every document's score is at least, which neither bounds nor exact gains contain.
    var offset: Int { get }
    /// What no bound exceeds.
    var greatest: Int { get }
    /// A sum counts units of 2 to the power of this.
    var shift: Int { get }
    /// Is told the least bound that matters from a range on, so that bounds may be made cheaper, as long as they stay such.
    mutating func expect(_ threshold: Int, range: Int)
    /// Writes an upper bound for each document of a range.
    func bound(_ sums: UnsafeMutablePointer<Sum>, range: Int, documents: Range<Int>)
    /// Touches what the exact score of a document is computed from, so that the reads of many overlap.
    func touch(_ document: Int) -> UInt32
    /// The exact score of a document, without the offset; where it is below what matters, something that is, too.
    func exact(_ document: Int, reaching least: Int) -> Int
}

/// Finds what matters to a sink among the documents of a segment, exactly: a document is left unscored only if its upper
/// bound shows that it does not matter.
struct RangeSearch<Source: ScoreSource, Sink: HitSink> {
    let segment: Segment
    let selection: Selection
    private var source: Source
    let workspace: Workspace
    /// With fewer candidates in a range, each is scored and no bound is computed.
    let fewestCandidates: Int
    private(set) var sink: Sink
    private(set) var tally: Tally
    private var survivorCount = 0
    private var isSeeded: Bool
    private var manySurvive = false
    /// The first document of the range.
    private var first = 0
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
        for range in 0..<segment.postings.ranges.count {
            let documents = segment.postings.ranges[range]
            first = documents.lowerBound
            wordCount = (documents.count + 63) / 64
            let candidates = selection.select(range, in: workspace, &tally)
            tally.matched += candidates
            guard candidates > 0, sink.threshold <= source.offset + source.greatest else { continue }
            if candidates < fewestCandidates {
                scoreAll()
            } else {
                scoreReaching(workspace.sums.start, range, documents)
            }
        }
    }

    /// The least bound that matters.
    private var threshold: Int { max(0, sink.threshold - source.offset) }

    /// Scores the candidates of the range whose bounds reach the threshold.
    private mutating func scoreReaching(_ sums: UnsafeMutablePointer<Sum>, _ range: Int, _ documents: Range<Int>) {
        source.expect(threshold, range: range)
        source.bound(sums, range: range, documents: documents)
        if !isSeeded {
            isSeeded = true
            scoreGreatest(sums)
        }
        scoreSurvivors(sums)
    }

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
    private mutating func scoreSurvivors(_ sums: UnsafeMutablePointer<Sum>) {
        var block = 0
        while block < wordCount {
            var end = wordCount
            var least = threshold
            if manySurvive {
                let document = first + block * 64
                let partEnd = (segment.partitions.end(of: document) - first) / 64
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
    private mutating func scan(
        _ sums: UnsafeMutablePointer<Sum>, from first: Int, to end: Int, atLeast threshold: Int
    ) -> Int {
        let shift = source.shift
        let limit = Sum(bound: (threshold + (1 << shift) - 1) >> shift - 1)
        let words = workspace.words.start
        for block in first..<end {
            let blockSums = sums + block * 64
            let reaching = words[block] & Sum.exceeding(blockSums, limit)
            guard reaching != 0 else { continue }
            collect(reaching, block) { UInt32(blockSums[$0].bound << shift) }
            if survivorCount >= Workspace.survivorLimit { return block + 1 }
        }
        return end
    }

    /// Collects documents of a block with their bounds.
    @inline(__always)
    private mutating func collect(_ word: UInt64, _ block: Int, bound: (Int) -> UInt32) {
        let survivors = workspace.survivors.start
        let first = UInt32(first + block * 64)
        var word = word
        while word != 0 {
            let place = word.trailingZeroBitCount
            word &= word - 1
            survivors[survivorCount] = Survivor(document: first + UInt32(place), bound: bound(place))
            survivorCount += 1
        }
    }

    /// Scores what was collected.
    private mutating func flush() {
        touchSurvivors()
        let survivors = workspace.survivors.start
        let identifiers = segment.identifiers.start
        var least = sink.threshold - source.offset
        for index in 0..<survivorCount where Int(survivors[index].bound) >= least {
            let document = Int(survivors[index].document)
            if survivors[index].bound == least, identifiers[document] > sink.worst { continue }
            let gain = source.exact(document, reaching: least)
            guard gain >= least else { continue }
            sink.offer(Hit(identifier: identifiers[document], score: source.offset + gain))
            least = sink.threshold - source.offset
        }
        survivorCount = 0
    }

    /// Reads what the survivors are scored from, so that the reads overlap.
    private func touchSurvivors() {
        let survivors = workspace.survivors.start
        var touched: UInt32 = 0
        for index in 0..<survivorCount { touched ^= source.touch(Int(survivors[index].document)) }
        // A write that nothing reads keeps the reads above from being left out.
        survivors[survivorCount].bound = touched
    }

    /// Scores the candidates with the greatest bounds first, so that the threshold leaves most others out; they are no
    /// candidates any more.
    private mutating func scoreGreatest(_ sums: UnsafeMutablePointer<Sum>) {
        let words = workspace.words.start
        var wanted = min(sink.seedCount, Workspace.survivorLimit)
        var least = Sum.greatest(of: sums, count: wordCount * 64).bound << source.shift
        repeat {
            least = least * 3 / 4
            _ = scan(sums, from: 0, to: wordCount, atLeast: least)
            for index in 0..<survivorCount { words.remove(Int(workspace.survivors.start[index].document) - first) }
            wanted -= survivorCount
            flush()
        } while wanted > 0 && least > 0
    }
}
