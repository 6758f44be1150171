/// Whether needs are open, and whether the asking profile fulfils their own musts.
struct NeedStanding {
    private let musts: MustTable
    private let instant: Int64
    /// By condition: its reason if the asker fails it.
    private let failures: [UInt8?]
    private let anyFails: Bool

    init(_ musts: MustTable, of asker: OneByOne, at instant: Int64) {
        self.musts = musts
        self.instant = instant
        failures = musts.failures(of: asker, at: instant)
        anyFails = failures.contains { $0 != nil }
    }

    /// Takes out the documents that are not open.
    ///
    /// - Returns: how many of so many stay.
    func keepOpen(_ words: UnsafeMutablePointer<UInt64>, from first: Int, _ wordCount: Int, _ count: Int) -> Int {
        var closed = 0
        forEach(words, wordCount) { document in
            if let open = musts.open[first + document], !open.contains(instant) {
                words.remove(document)
                closed += 1
            }
        }
        return count - closed
    }

    /// Takes out the documents of which the asker fails a must, and counts them by the first.
    ///
    /// - Returns: how many those are.
    func leaveOutFailing(
        _ words: UnsafeMutablePointer<UInt64>, from first: Int, _ wordCount: Int, _ tally: inout Tally
    ) -> Int {
        guard anyFails else { return 0 }
        var leftOut = 0
        forEach(words, wordCount) { document in
            guard let reason = failed(of: first + document).first else { return }
            words.remove(document)
            tally.leaveOut(1, reason)
            leftOut += 1
        }
        return leftOut
    }

    /// Keeps the documents of which the asker fails a must.
    ///
    /// - Returns: how many those are.
    func keepFailing(_ words: UnsafeMutablePointer<UInt64>, from first: Int, _ wordCount: Int) -> Int {
        var kept = 0
        forEach(words, wordCount) { document in
            if failed(of: first + document).isEmpty { words.remove(document) } else { kept += 1 }
        }
        return kept
    }

    /// Counts failed musts up to two on top of what else failed.
    func countFailures(
        _ words: UnsafeMutablePointer<UInt64>, once: UnsafeMutablePointer<UInt64>, twice: UnsafeMutablePointer<UInt64>,
        from first: Int, _ wordCount: Int
    ) {
        guard anyFails else { return }
        forEach(words, wordCount) { document in
            for _ in failed(of: first + document) {
                let bit: UInt64 = 1 << UInt64(document & 63)
                twice[document >> 6] |= once[document >> 6] & bit
                once[document >> 6] |= bit
            }
        }
    }

    /// The reasons of the musts of a document that the asker fails.
    private func failed(of document: Int) -> some Collection<UInt8> {
        let places = musts.starts.start[document]..<musts.starts.start[document + 1]
        return places.lazy.compactMap { failures[Int(musts.numbers.start[Int($0)])] }
    }

    @inline(__always)
    private func forEach(_ words: UnsafeMutablePointer<UInt64>, _ wordCount: Int, _ body: (Int) -> Void) {
        for block in 0..<wordCount {
            var word = words[block]
            while word != 0 {
                body(block << 6 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }
}
