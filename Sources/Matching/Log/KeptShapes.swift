import Ranking
import Synchronization

/// Which shapes this node knows to be in the log, so that each is written but twice a day: what nobody has written for
/// long goes with the last match that was computed from it.
package final class KeptShapes: Sendable {
    private let kept = Mutex<(since: ContinuousClock.Instant, numbers: Set<UInt64>)>((.now, []))
    private let term: Duration

    /// - Parameter term: after which all are forgotten; the retention reckons with less than a day.
    package init(term: Duration = .seconds(12 * 3_600)) { self.term = term }

    /// Those that may not be there.
    func missing(of shapes: [UInt64: Shape]) -> [UInt64: Shape] {
        kept.withLock { kept in
            if .now - kept.since >= term { kept = (.now, []) }
            return shapes.filter { !kept.numbers.contains($0.key) }
        }
    }

    /// To be told after they are on the disk.
    func remember(_ shapes: some Sequence<UInt64>) { kept.withLock { $0.numbers.formUnion(shapes) } }
}
