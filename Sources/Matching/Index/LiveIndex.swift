import Foundation
import Model
import Ranking
import Synchronization

/// The snapshot that answers now. Readers take it without waiting for those who change it.
package final class LiveIndex: Sendable {
    private let current = Mutex<(snapshot: Snapshot, since: ContinuousClock.Instant)?>(nil)
    private let percent = Atomic(0)
    private let oldest = Mutex<Duration?>(nil)

    package init() {}

    /// Null until the first load is done.
    package var snapshot: Snapshot? { current.withLock { $0?.snapshot } }

    /// How long ago the database was last asked what is new, by a clock that nobody sets; null before the first load.
    package var age: Duration? { current.withLock { $0.map { .now - $0.since } } }

    /// Whether it was followed, and is so no longer.
    package var isTooOld: Bool {
        guard let age, let oldest = oldest.withLock(\.self) else { return false }
        return age > oldest
    }

    /// To be told by who follows the database: how old it may be then.
    func setOldest(_ oldest: Duration) { self.oldest.withLock { $0 = oldest } }

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
