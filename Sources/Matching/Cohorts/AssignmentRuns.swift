import Foundation
import Model
import Synchronization

/// The assignments that are being made here: computed one at a time, on a thread that is no request's and no database's.
/// Each holds its mentors in memory while it waits, so that few may wait, and no desk makes all others wait.
package final class AssignmentRuns: Sendable {
    /// How far an assignment has come.
    package struct Progress: Hashable, Sendable {
        package let done: Int
        package let of: Int
    }

    private struct Run {
        let desk: Identifier<Organisation>
        var progress: Progress?
    }

    /// The most that are made at once, under way and waiting: of all desks, and of one.
    static let most = 8
    static let mostOfDesk = 2

    private let running = Mutex<[UUID: Run]>([:])
    private let thread = DispatchQueue(label: "assignments", qos: .utility)

    package init() {}

    /// Null where no assignment of the cohort is being computed on this node.
    package func progress(of cohort: UUID) -> Progress? { running.withLock { $0[cohort]?.progress } }

    /// Makes the assignment of a cohort. Throws ``MatchingError/conflict(_:)`` while one of the same cohort is made, and
    /// ``MatchingError/busy`` where as many are made as may be.
    func make<Value: Sendable>(
        _ cohort: UUID, of desk: Identifier<Organisation>, _ body: () async throws(MatchingError) -> Value
    ) async throws(MatchingError) -> Value {
        try begin(cohort, desk)
        defer { running.withLock { $0[cohort] = nil } }
        return try await body()
    }

    private func begin(_ cohort: UUID, _ desk: Identifier<Organisation>) throws(MatchingError) {
        let refusal = running.withLock { running -> MatchingError? in
            if running[cohort] != nil { return .conflict("assignment_running") }
            let ofDesk = running.values.count { $0.desk == desk }
            guard running.count < Self.most, ofDesk < Self.mostOfDesk else { return .busy }
            running[cohort] = Run(desk: desk, progress: nil)
            return nil
        }
        if let refusal { throw refusal }
    }

    /// Runs a computation of an assignment that is being made after those before it.
    func compute<Value: Sendable>(
        _ cohort: UUID, steps: Int,
        _ body: @escaping @Sendable (_ report: (_ done: Int) -> Void) throws(MatchingError) -> Value
    ) async throws(MatchingError) -> Value {
        report(cohort, Progress(done: 0, of: steps))
        let result = await withCheckedContinuation { continuation in
            thread.async {
                continuation.resume(
                    returning: Result { () throws(MatchingError) in
                        try body { done in self.report(cohort, Progress(done: done, of: steps)) }
                    })
            }
        }
        return try result.get()
    }

    private func report(_ cohort: UUID, _ progress: Progress) {
        running.withLock { $0[cohort]?.progress = progress }
    }
}
