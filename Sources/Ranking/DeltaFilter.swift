/// A query's filter for the documents that changed since an index was built, which are judged one by one.
struct DeltaFilter {
    private struct Test {
        let number: Int
        let reason: UInt8
        let negated: Bool
    }

    /// How many conditions a visible document fails, and the reason of the first.
    struct Verdict {
        var failures = 0
        var reason: UInt8 = 0

        mutating func fail(_ reason: UInt8) {
            if failures == 0 { self.reason = reason }
            failures += 1
        }
    }

    private let filter: Filter
    private var visibility: [Test] = []
    private var conditions: [Test] = []

    /// How many flags the tests take.
    static func conditionCount(_ filter: Filter, further: [Condition] = []) -> Int {
        filter.visibility.count + filter.conditions.count + further.count
    }

    /// - Parameters:
    ///   - further: conditions that follow the filter's, on the side of what is given.
    ///   - table: gets the flags of all conditions.
    init(_ filter: Filter, further: [Condition] = [], flags table: inout RowTable) {
        self.filter = filter
        var number = 0
        func test(_ condition: Condition, _ side: TermKey.Side) -> Test? {
            guard condition.applies(at: filter.at) else { return nil }
            defer { number += 1 }
            table.flag(condition, side, number: number)
            return Test(number: number, reason: condition.reason, negated: condition.negated)
        }
        visibility = filter.visibility.compactMap { test($0, .own) }
        conditions = filter.conditions.compactMap { test($0, .own) } + further.compactMap { test($0, .given) }
    }

    /// Judges a document of the delta; null when it is not visible.
    func verdict(of place: Int, in delta: Delta, _ scorer: RowScorer) -> Verdict? {
        let partition = delta.partitions[place]
        if let visible = filter.visiblePartitions, !visible.contains(partition) { return nil }
        if !filter.excluding.isEmpty, filter.excluding.contains(delta.identifiers[place]) { return nil }
        var verdict = Verdict()
        if let partitions = filter.partitions, !partitions.anyOf.contains(partition) { verdict.fail(partitions.reason) }
        guard !visibility.isEmpty || !conditions.isEmpty else { return verdict }
        return delta.withSlots(at: place) { slots in
            var word = -1
            var flags: UInt64 = 0
            func fulfils(_ test: Test) -> Bool {
                if test.number / 64 != word {
                    word = test.number / 64
                    flags = scorer.flags(ofSlots: slots, word: word)
                }
                return (flags >> UInt64(test.number % 64) & 1 == 1) != test.negated
            }
            for test in visibility where !fulfils(test) { return nil }
            for test in conditions where !fulfils(test) { verdict.fail(test.reason) }
            return verdict
        }
    }
}
