import Foundation

/// How long things took, in milliseconds.
struct Timing {
    private var times: [Double] = []

    /// Runs something and keeps how long it took.
    mutating func measure<Result>(_ body: () -> Result) -> Result {
        let clock = ContinuousClock()
        let start = clock.now
        let result = body()
        times.append(Self.milliseconds(clock.now - start))
        return result
    }

    /// The median, and what 95 and 99 of a hundred stay within.
    var quantiles: String {
        let sorted = times.sorted()
        let parts = [(50, 0.5), (95, 0.95), (99, 0.99)].map { name, share in
            let time = sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
            return "p\(name) \(String(format: "%.3f", time))"
        }
        return parts.joined(separator: "  ") + " ms"
    }

    var total: String { String(format: "%.0f ms", times.reduce(0, +)) }

    private static func milliseconds(_ time: Duration) -> Double {
        Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
    }
}
