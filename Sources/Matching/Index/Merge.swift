import Foundation
import Model
import Synchronization

/// A merge that goes on behind, on a thread of its own: the index is built anew from a snapshot, while its successors
/// answer and go on changing. What changed meanwhile is applied to the result once more.
///
/// The thread makes way for others: next to queries that want all cores it gets a tenth of one.
struct Merge: Sendable {
    private static let niceness: Int32 = 10

    private let result: Result
    private var since: [(documents: IndexDocuments, changed: [String: Set<UUID>])] = []

    /// Empty until the merge is done.
    private final class Result: Sendable {
        let snapshot = Mutex<Snapshot?>(nil)
    }

    /// Begins.
    ///
    /// - Parameter end: called when it is done, on the merge's thread.
    init(
        of snapshot: Snapshot, by merge: @escaping @Sendable (Snapshot) -> Snapshot,
        end: @escaping @Sendable () -> Void
    ) {
        let result = Result()
        self.result = result
        let thread = Thread {
            // On Linux, of this thread alone.
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
            let merged = merge(snapshot)
            result.snapshot.withLock { $0 = merged }
            end()
        }
        thread.name = "index-merge"
        thread.start()
    }

    /// Keeps what was applied to the snapshot that answers.
    mutating func add(_ documents: IndexDocuments, changed: [String: Set<UUID>]) { since.append((documents, changed)) }

    /// The merged snapshot with all that was added since; null while the merge is under way.
    ///
    /// - Parameter asOf: the instant that it then stands as of.
    func finished(asOf: Date) -> Snapshot? {
        guard var snapshot = result.snapshot.withLock({ $0 }) else { return nil }
        for (documents, changed) in since { snapshot.apply(documents, changed: changed) }
        snapshot.asOf = asOf
        return snapshot
    }
}
