import Ranking
import Synchronization

/// Which shapes this node knows to be in the log, so that each is written once. Nobody removes one.
package final class KeptShapes: Sendable {
    private let numbers = Mutex<Set<UInt64>>([])

    package init() {}

    /// Those that may not be there yet.
    func missing(of shapes: [UInt64: Shape]) -> [UInt64: Shape] {
        numbers.withLock { numbers in shapes.filter { !numbers.contains($0.key) } }
    }

    /// To be told after they were committed.
    func remember(_ shapes: some Sequence<UInt64>) { numbers.withLock { $0.formUnion(shapes) } }
}
