/// Which documents a query is about, worked out range by range as sets of bits.
struct Selection {
    /// Which of the visible documents are wanted.
    enum Wanted {
        /// Those that fulfil every condition; the others are counted by the first that each fails.
        case passing
        /// Those that fail exactly one.
        case nearlyPassing
        /// Those that fulfil every condition, and failed a must as another asker stood.
        case newlyPassing(before: NeedStanding)
    }

    /// A condition over terms, as where its documents are found.
    private struct Test {
        let reason: UInt8
        let negated: Bool
        /// Slots with a bitmap of "this level or above".
        var bitmaps: [Int] = []
        /// Runs of postings: the first range's cell, how far the next range's is, how many cells.
        var runs: [(cell: Int, stride: Int, length: Int)] = []
    }

    private let segment: Segment
    private let wanted: Wanted
    private let visibility: [Test]
    private let conditions: [Test]
    /// The visible documents by their partitions; null is all.
    private let visibleSpans: [Range<Int>]?
    private let partitions: (reason: UInt8, spans: [Range<Int>])?
    /// Documents that are superseded or excluded, ascending.
    private let hidden: [UInt32]
    private let standing: NeedStanding?

    /// - Parameters:
    ///   - further: conditions that follow the filter's, on the side of what is given.
    ///   - standing: whether needs are open and their own musts fulfilled; null for profiles.
    init(
        _ filter: Filter, further: [Condition] = [], standing: NeedStanding? = nil, wanted: Wanted, in segment: Segment,
        hidden: [UInt32]
    ) {
        self.segment = segment
        self.wanted = wanted
        self.standing = standing
        visibility = filter.visibility.compactMap { Self.test($0, .own, filter.at, in: segment) }
        conditions =
            filter.conditions.compactMap { Self.test($0, .own, filter.at, in: segment) }
            + further.compactMap { Self.test($0, .given, filter.at, in: segment) }
        visibleSpans = filter.visiblePartitions.map { segment.partitions.spans(of: $0) }
        partitions = filter.partitions.map { ($0.reason, segment.partitions.spans(of: $0.anyOf)) }
        let excluded = filter.excluding.compactMap { segment.document($0).map { UInt32($0) } }
        self.hidden = excluded.reduce(into: hidden) { $0.insert($1) }
    }

    private static func test(_ condition: Condition, _ side: TermKey.Side, _ at: Int64, in segment: Segment) -> Test? {
        guard condition.applies(at: at) else { return nil }
        var test = Test(reason: condition.reason, negated: condition.negated)
        for alternative in condition.anyOf {
            let key = TermKey(alternative.term, side)
            guard let slots = segment.lexicon.slots(of: key, from: alternative.minimumLevel) else { continue }
            if slots.lowerBound < segment.bitmaps.slotCount {
                test.bitmaps.append(slots.lowerBound)
            } else {
                let all = segment.lexicon.slots(ofTerm: Int(segment.lexicon.terms[slots.lowerBound]))
                let cell = segment.postings.cell(of: slots.lowerBound, amongTermsSlots: all)
                test.runs.append((cell, all.count, slots.count))
            }
        }
        return test
    }

    /// Works out the documents of a range.
    ///
    /// - Returns: how many there are; their bits are in `workspace.words`, unless there are none.
    func select(_ range: Int, in workspace: Workspace, _ tally: inout Tally) -> Int {
        let documents = segment.postings.ranges[range]
        let count = selectVisible(range, documents, in: workspace)
        guard count > 0 else { return 0 }
        switch wanted {
        case .passing: return keepPassing(range, documents, count, in: workspace, &tally)
        case .nearlyPassing: return keepNearlyPassing(range, documents, in: workspace)
        case .newlyPassing(let before):
            var now = Tally()
            let passing = keepPassing(range, documents, count, in: workspace, &now)
            let wordCount = (documents.count + 63) / 64
            return passing == 0
                ? 0 : before.keepFailing(workspace.words.start, from: documents.lowerBound, wordCount)
        }
    }

    private func selectVisible(_ range: Int, _ documents: Range<Int>, in workspace: Workspace) -> Int {
        let size = documents.count
        let words = workspace.words.start
        let wordCount = (size + 63) / 64
        var count = size
        if let visibleSpans {
            words.clear(words: wordCount)
            count = Self.insert(visibleSpans, into: words, documents)
            guard count > 0 else { return 0 }
        } else {
            words.fill(first: size)
        }
        let first = UInt32(documents.lowerBound)
        var place = hidden.firstPlace(notBelow: first)
        while place < hidden.count, hidden[place] - first < UInt32(size) {
            let document = Int(hidden[place] - first)
            if words[document >> 6] >> UInt64(document & 63) & 1 == 1 { count -= 1 }
            words.remove(document)
            place += 1
        }
        for test in visibility {
            guard count > 0 else { return 0 }
            count = keep(test, range, wordCount, in: workspace)
        }
        if let standing, count > 0 { count = standing.keepOpen(words, from: documents.lowerBound, wordCount, count) }
        return count
    }

    private func keepPassing(
        _ range: Int, _ documents: Range<Int>, _ visible: Int, in workspace: Workspace, _ tally: inout Tally
    ) -> Int {
        let words = workspace.words.start
        let wordCount = (documents.count + 63) / 64
        var count = visible
        if let partitions {
            workspace.passing.start.clear(words: wordCount)
            let present = Self.insert(partitions.spans, into: workspace.passing.start, documents)
            let rest = present == 0 ? 0 : words.formIntersection(workspace.passing.start, words: wordCount)
            tally.leaveOut(count - rest, partitions.reason)
            count = rest
        }
        for test in conditions {
            guard count > 0 else { return 0 }
            let rest = keep(test, range, wordCount, in: workspace)
            tally.leaveOut(count - rest, test.reason)
            count = rest
        }
        if let standing, count > 0 {
            count -= standing.leaveOutFailing(words, from: documents.lowerBound, wordCount, &tally)
        }
        return count
    }

    private func keepNearlyPassing(_ range: Int, _ documents: Range<Int>, in workspace: Workspace) -> Int {
        let wordCount = (documents.count + 63) / 64
        let (once, twice) = (workspace.once.start, workspace.twice.start)
        let passing = workspace.passing.start
        once.clear(words: wordCount)
        twice.clear(words: wordCount)
        func countFailures() {
            for word in 0..<wordCount {
                twice[word] |= once[word] & ~passing[word]
                once[word] |= ~passing[word]
            }
        }
        if let partitions {
            passing.clear(words: wordCount)
            _ = Self.insert(partitions.spans, into: passing, documents)
            countFailures()
        }
        for test in conditions {
            find(test, range, wordCount, in: workspace)
            if test.negated { for word in 0..<wordCount { passing[word] = ~passing[word] } }
            countFailures()
        }
        standing?.countFailures(workspace.words.start, once: once, twice: twice, from: documents.lowerBound, wordCount)
        _ = workspace.words.start.formIntersection(once, words: wordCount)
        return workspace.words.start.subtract(twice, words: wordCount)
    }

    /// Keeps the documents that fulfil a condition, and says how many those are.
    private func keep(_ test: Test, _ range: Int, _ wordCount: Int, in workspace: Workspace) -> Int {
        let words = workspace.words.start
        let found: UnsafePointer<UInt64>
        if test.runs.isEmpty, test.bitmaps.count == 1 {
            found = segment.bitmaps.words(ofSlot: test.bitmaps[0]) + segment.postings.ranges[range].lowerBound / 64
        } else {
            find(test, range, wordCount, in: workspace)
            found = UnsafePointer(workspace.passing.start)
        }
        return test.negated
            ? words.subtract(found, words: wordCount) : words.formIntersection(found, words: wordCount)
    }

    /// Puts the documents that have what a condition names into `workspace.passing`.
    private func find(_ test: Test, _ range: Int, _ wordCount: Int, in workspace: Workspace) {
        let found = workspace.passing.start
        found.clear(words: wordCount)
        for slot in test.bitmaps {
            let bitmap = segment.bitmaps.words(ofSlot: slot) + segment.postings.ranges[range].lowerBound / 64
            found.formUnion(bitmap, words: wordCount)
        }
        let cells = segment.postings.cells.start
        let offsets = segment.postings.offsets.start
        for run in test.runs {
            let cell = run.cell + range * run.stride
            for place in Int(cells[cell])..<Int(cells[cell + run.length]) { found.insert(Int(offsets[place])) }
        }
    }

    /// Puts in the part of some spans that lies in a range, and says how many documents that are.
    private static func insert(
        _ spans: [Range<Int>], into words: UnsafeMutablePointer<UInt64>, _ documents: Range<Int>
    ) -> Int {
        var count = 0
        for span in spans where span.overlaps(documents) {
            let part = span.clamped(to: documents)
            words.insert(part.lowerBound - documents.lowerBound..<part.upperBound - documents.lowerBound)
            count += part.count
        }
        return count
    }
}
