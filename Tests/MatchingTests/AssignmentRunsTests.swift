import Foundation
import Model
import Synchronization
import Testing

@testable import Matching

/// How assignments are made beside requests.
@Suite struct AssignmentRunsTests {
    private let runs = AssignmentRuns()
    private let desk = Identifier<Organisation>(UUID())

    private func make<Value: Sendable>(
        _ cohort: UUID, steps: Int = 1, of desk: Identifier<Organisation>? = nil,
        _ body: @escaping @Sendable (_ report: (Int) -> Void) throws(MatchingError) -> Value
    ) async throws(MatchingError) -> Value {
        try await runs.make(cohort, of: desk ?? self.desk) { () async throws(MatchingError) in
            try await runs.compute(cohort, steps: steps, body)
        }
    }

    private func refusal(_ cohort: UUID, of desk: Identifier<Organisation>? = nil) async -> MatchingError? {
        do throws(MatchingError) { try await make(cohort, of: desk) { _ throws(MatchingError) in } } catch {
            return error
        }
        return nil
    }

    /// An assignment that is under way, or waits, until it is let go.
    private func begin(_ cohort: UUID, of desk: Identifier<Organisation>? = nil) async -> (
        end: () -> Void, Task<Void, any Error>
    ) {
        let gate = DispatchSemaphore(value: 0)
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let task = Task {
            try await runs.make(cohort, of: desk ?? self.desk) { () async throws(MatchingError) in
                begin.yield()
                try await runs.compute(cohort, steps: 1) { _ throws(MatchingError) in gate.wait() }
            }
        }
        for await _ in begun { break }
        return ({ gate.signal() }, task)
    }

    @Test func `a cohort is assigned once at a time, and tells how far it is`() async throws {
        let cohort = UUID()
        let gate = DispatchSemaphore(value: 0)
        let begun = AsyncStream<Void>.makeStream()
        async let first = make(cohort, steps: 10) { report throws(MatchingError) -> Int in
            report(4)
            begun.continuation.yield()
            gate.wait()
            return 7
        }
        for await _ in begun.stream { break }
        #expect(runs.progress(of: cohort)?.done == 4)
        #expect(runs.progress(of: cohort)?.of == 10)
        #expect(
            await refusal(cohort).map { if case .conflict("assignment_running") = $0 { true } else { false } } == true)
        gate.signal()
        #expect(try await first == 7)
        #expect(runs.progress(of: cohort) == nil)
        // What fails leaves nothing behind.
        await #expect(throws: MatchingError.self) {
            try await make(cohort) { _ throws(MatchingError) -> Void in throw .loading }
        }
        #expect(await refusal(cohort) == nil)
    }

    @Test func `no desk has more than two made at once, and all together no more than eight`() async throws {
        let isBusy = { (error: MatchingError?) in if case .busy? = error { true } else { false } }
        var all = [await begin(UUID()), await begin(UUID())]
        #expect(isBusy(await refusal(UUID())))
        for _ in 0..<6 { all.append(await begin(UUID(), of: Identifier(UUID()))) }
        #expect(isBusy(await refusal(UUID(), of: Identifier(UUID()))))
        for (end, _) in all { end() }
        for (_, task) in all { try await task.value }
        #expect(await refusal(UUID()) == nil)
    }
}
