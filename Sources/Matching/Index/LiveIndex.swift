import Foundation
import Model
import Ranking
import Synchronization

/// The snapshot that answers now. Readers take it without waiting for those who change it.
package final class LiveIndex: Sendable {
    private let current = Mutex<Snapshot?>(nil)
    private let percent = Atomic(0)

    package init() {}

    /// Null until the first load is done.
    package var snapshot: Snapshot? { current.withLock { $0 } }

    /// How far the first load is, in percent.
    package var loaded: Int { percent.load(ordering: .relaxed) }

    func setLoaded(_ percent: Int) { self.percent.store(percent, ordering: .relaxed) }

    /// Puts a snapshot in the place of the one there is.
    package func replace(with snapshot: Snapshot) { current.withLock { $0 = snapshot } }

    /// Changes the snapshot there is; there must be one.
    ///
    /// One writer at a time calls this: the feed.
    package func change(_ body: (inout Snapshot) -> Void) {
        guard var snapshot else { return }
        body(&snapshot)
        replace(with: snapshot)
    }
}
