import Foundation
import Synchronization

/// The assignments that are being computed here: one at a time, on a thread that is no request's and no database's.
package final class AssignmentRuns: Sendable {
    /// How far an assignment has come.
    package struct Progress: Hashable, Sendable {
        package let done: Int
        package let of: Int
    }

    private let running = Mutex<[UUID: Progress]>([:])
    private let thread = DispatchQueue(label: "assignments", qos: .utility)

    package init() {}

    /// Null where no assignment of the cohort is being computed on this node.
    package func progress(of cohort: UUID) -> Progress? { running.withLock { $0[cohort] } }

    /// Runs a computation after those before it; throws ``MatchingError/conflict(_:)`` while one of the same cohort runs.
    func run<Value: Sendable>(
        _ cohort: UUID, steps: Int,
        _ body: @escaping @Sendable (_ report: (_ done: Int) -> Void) throws(MatchingError) -> Value
    ) async throws(MatchingError) -> Value {
        let isAlone = running.withLock { running in
            guard running[cohort] == nil else { return false }
            running[cohort] = Progress(done: 0, of: steps)
            return true
        }
        guard isAlone else { throw .conflict("assignment_running") }
        let result = await withCheckedContinuation { continuation in
            thread.async {
                let result = Result { () throws(MatchingError) in
                    try body { done in self.running.withLock { $0[cohort] = Progress(done: done, of: steps) } }
                }
                self.running.withLock { $0[cohort] = nil }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
    }
}
