import Foundation

/// Runs what blocks, as raw clients do, on threads of its own, so that the few threads of the concurrency pool stay free
/// for the server's handlers.
final class BlockingExecutor: TaskExecutor {
    static let shared = BlockingExecutor()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// Runs the bodies at once, each on a thread of its own, and returns what they return.
func concurrently<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: Result.self) { group in
        for index in 0..<count {
            group.addTask(executorPreference: BlockingExecutor.shared) { try await body(index) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}
