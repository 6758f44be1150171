/// How long the feed remembers what changed; the tests and benchmarks shorten it.
package struct FeedMemory: Sendable {
    /// For how many seconds a change that all can see is kept.
    package var kept = 3_600.0
    /// Who was away for more seconds loads anew: less than changes are kept, since clocks and pruning take their time.
    package var longestAbsence = 3_000.0
    /// After how many seconds it is looked again for what can go.
    package var tidied = 60.0

    package init() {}
}
