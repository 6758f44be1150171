/// Whether needs are open, and whether the asking profile fulfils their own musts.
struct NeedStanding {
    func keepOpen(_ words: UnsafeMutablePointer<UInt64>, _ range: Int, _ wordCount: Int, _ count: Int) -> Int { count }
    func leaveOutFailing(_ words: UnsafeMutablePointer<UInt64>, _ range: Int, _ wordCount: Int, _ tally: inout Tally)
        -> Int
    { 0 }
    func countFailures(
        _ words: UnsafeMutablePointer<UInt64>, once: UnsafeMutablePointer<UInt64>, twice: UnsafeMutablePointer<UInt64>,
        _ range: Int, _ wordCount: Int
    ) {}
}
