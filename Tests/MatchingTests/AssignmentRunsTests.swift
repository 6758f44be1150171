import Foundation
import Synchronization
import Testing

@testable import Matching

/// How assignments are computed beside requests.
@Suite struct AssignmentRunsTests {
    @Test func `a cohort is assigned once at a time, and tells how far it is`() async throws {
        let runs = AssignmentRuns()
        let cohort = UUID()
        let gate = DispatchSemaphore(value: 0)
        let begun = AsyncStream<Void>.makeStream()
        async let first = runs.run(cohort, steps: 10) { report throws(MatchingError) -> Int in
            report(4)
            begun.continuation.yield()
            gate.wait()
            return 7
        }
        for await _ in begun.stream { break }
        #expect(runs.progress(of: cohort)?.done == 4)
        #expect(runs.progress(of: cohort)?.of == 10)
        await #expect(throws: MatchingError.self) {
            _ = try await runs.run(cohort, steps: 1) { _ throws(MatchingError) -> Int in 0 }
        }
        gate.signal()
        #expect(try await first == 7)
        #expect(runs.progress(of: cohort) == nil)
        // What fails leaves nothing behind.
        await #expect(throws: MatchingError.self) {
            try await runs.run(cohort, steps: 1) { _ throws(MatchingError) -> Void in throw .loading }
        }
        #expect(runs.progress(of: cohort) == nil)
    }
}
