import Foundation
import Synchronization

/// Some connections, each with a thread of its own that does the blocking calls, so that they never hold one of Swift's
/// cooperative threads.
///
/// A job waits in one queue for the first connection that is free: 8 to 12 µs of overhead a job, which was measured no
/// slower than an actor with an executor of its own or epoll.
package final class Pool: Sendable {
    private let queue: JobQueue
    private let deadline: Duration

    /// - Parameters:
    ///   - conninfo: libpq's connection string or URL.
    ///   - size: how many connections at most; each is opened when it is first needed.
    ///   - acquireDeadline: how long a job may wait for a connection.
    package init(conninfo: String, size: Int = 6, acquireDeadline: Duration = .seconds(5)) {
        queue = JobQueue()
        deadline = acquireDeadline
        for number in 0..<size {
            let thread = Thread { [queue] in
                let connection = Connection(conninfo: conninfo)
                let worker = JobQueue.Worker()
                while let job = queue.next(for: worker) { job.run(connection) }
                connection.close()
            }
            thread.name = "postgres-\(number)"
            thread.start()
        }
    }

    deinit { queue.finish() }

    /// Ends the connections after the jobs that are waiting.
    package func close() { queue.finish() }

    /// Runs a body on a connection's thread. Cancelling the task cancels the statement under way.
    ///
    /// - Parameter wrap: how a failure of the pool itself is told in the error type of the body.
    package func run<Value: Sendable, Failure: Error>(
        wrap: @escaping @Sendable (PostgresError) -> Failure,
        _ body: @escaping @Sendable (Connection) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let job = Job(patience: deadline)
        let outcome: Result<Value, Failure> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                job.prepare(
                    work: { connection in
                        do throws(Failure) {
                            continuation.resume(returning: .success(try body(connection)))
                        } catch {
                            continuation.resume(returning: .failure(error))
                        }
                    }, giveUp: { continuation.resume(returning: .failure(wrap($0))) })
                queue.append(job)
            }
        } onCancel: {
            job.cancel()
        }
        return try outcome.get()
    }

    /// Runs a body in a transaction.
    package func transaction<Value: Sendable, Failure: Error>(
        _ settings: TransactionSettings = TransactionSettings(), wrap: @escaping @Sendable (PostgresError) -> Failure,
        _ body: @escaping @Sendable (Transaction) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await run(wrap: wrap) { connection throws(Failure) in
            try connection.transaction(settings, wrap: wrap, body)
        }
    }
}
