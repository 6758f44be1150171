import Foundation

/// How long things took, in milliseconds.
struct Timing {
    private var times: [Double] = []

    init(_ times: [Double] = []) { self.times = times }

    /// Runs something and keeps how long it took.
    mutating func measure<Result>(_ body: () -> Result) -> Result {
        let clock = ContinuousClock()
        let start = clock.now
        let result = body()
        times.append(Self.milliseconds(clock.now - start))
        return result
    }

    /// Awaits something and keeps how long it took.
    mutating func measure<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try await body()
        times.append(Self.milliseconds(clock.now - start))
        return result
    }

    var last: Double { times.last ?? 0 }
    var count: Int { times.count }

    /// What a share of the times stays within; null when nothing was timed.
    func quantile(_ share: Double) -> Double? {
        let sorted = times.sorted()
        return sorted.isEmpty ? nil : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }

    /// The median, and what 95 and 99 of a hundred stay within.
    var quantiles: String {
        let parts = [50, 95, 99].map { share in
            "p\(share) \(String(format: "%.3f", quantile(Double(share) / 100) ?? 0))"
        }
        return parts.joined(separator: "  ") + " ms"
    }

    var total: String { String(format: "%.0f ms", times.reduce(0, +)) }

    private static func milliseconds(_ time: Duration) -> Double {
        Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
    }
}
