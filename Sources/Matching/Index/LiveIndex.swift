import Foundation
import Model
import Ranking
import Synchronization

/// The snapshot that answers now. Readers take it without waiting for those who change it.
package final class LiveIndex: Sendable {
    private let current = Mutex<(snapshot: Snapshot, since: ContinuousClock.Instant)?>(nil)
    private let percent = Atomic(0)

    package init() {}

    /// Null until the first load is done.
    package var snapshot: Snapshot? { current.withLock { $0?.snapshot } }

    /// How long ago the database was last asked what is new, by a clock that nobody sets; null before the first load.
    package var age: Duration? { current.withLock { $0.map { .now - $0.since } } }

    /// How far the first load is, in percent.
    package var loaded: Int { percent.load(ordering: .relaxed) }

    func setLoaded(_ percent: Int) { self.percent.store(percent, ordering: .relaxed) }

    /// Puts a snapshot in the place of the one there is.
    package func replace(with snapshot: Snapshot) { current.withLock { $0 = (snapshot, .now) } }

    /// Changes the snapshot there is; there must be one.
    ///
    /// One writer at a time calls this: the feed.
    package func change(_ body: (inout Snapshot) -> Void) {
        guard var snapshot else { return }
        body(&snapshot)
        replace(with: snapshot)
    }
}
