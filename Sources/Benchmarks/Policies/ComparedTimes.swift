/// How long two kinds of questions took, asked in turn.
struct ComparedTimes {
    private var first: [Double] = []
    private var second: [Double] = []

    mutating func add(_ time: Duration, isFirst: Bool) {
        if isFirst { first.append(time / .milliseconds(1)) } else { second.append(time / .milliseconds(1)) }
    }

    /// Mann and Whitney's U less what no difference gives.
    private var excess: Double {
        let all = (first.map { ($0, 1.0) } + second.map { ($0, 0.0) }).sorted { $0.0 < $1.0 }
        let ranks = all.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element.1 }
        let (n, m) = (Double(first.count), Double(second.count))
        return ranks - n * (n + m + 1) / 2
    }

    /// How far U lies from what no difference gives, in its standard deviations.
    var deviation: Double {
        let (n, m) = (Double(first.count), Double(second.count))
        return excess / (n * m * (n + m + 1) / 12).squareRoot()
    }

    /// How often one of the first took longer than one of the second, 0 to 1: the area under the curve by which somebody would tell
    /// them apart. A half is nothing told.
    var area: Double { 0.5 + excess / (Double(first.count) * Double(second.count)) }

    /// - Parameters:
    ///   - one: what the first are.
    ///   - other: what the second are.
    func line(_ name: String, _ one: String, _ other: String) -> String {
        let medians = [first, second].map { String(format: "%.3f ms", Timing($0).quantile(0.5) ?? 0) }
        return name.padding(toLength: 46, withPad: " ", startingAt: 0)
            + "\(one) \(medians[0])  \(other) \(medians[1])  deviation \(String(format: "%+.1f", deviation))"
    }
}
