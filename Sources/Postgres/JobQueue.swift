import Foundation
import Synchronization

/// Jobs in the order of their coming, taken by whichever worker is free.
// Sendable because every access to the array and the flag is made under the condition's lock.
final class JobQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private var jobs: [Job] = []
    private var isFinished = false

    func append(_ job: Job) {
        condition.withLock {
            if isFinished { return job.abandon() }
            jobs.append(job)
            condition.signal()
        }
    }

    /// The next job, waiting for one; null when there will be none.
    func next() -> Job? {
        condition.withLock {
            while jobs.isEmpty, !isFinished { condition.wait() }
            return jobs.isEmpty ? nil : jobs.removeFirst()
        }
    }

    func finish() {
        condition.withLock {
            isFinished = true
            condition.broadcast()
        }
    }
}

/// A piece of work that waits for a connection: it is run, expires or is cancelled, and answers exactly once.
final class Job: Sendable {
    private enum State {
        case new
        case cancelledEarly
        case waiting(work: @Sendable (Connection) -> Void, giveUp: @Sendable (PostgresError) -> Void)
        case running(Canceller?)
        case done
    }

    private let state = Mutex<State>(.new)

    func prepare(work: @escaping @Sendable (Connection) -> Void, giveUp: @escaping @Sendable (PostgresError) -> Void) {
        let isCancelled = state.withLock { state in
            if case .cancelledEarly = state {
                state = .done
                return true
            }
            state = .waiting(work: work, giveUp: giveUp)
            return false
        }
        if isCancelled { giveUp(Self.cancelled) }
    }

    /// Does the work, unless it was given up.
    func run(_ connection: Connection) {
        // Without a session there is nothing that a cancellation could reach.
        try? connection.open()
        let canceller = connection.canceller
        let work = state.withLock { state -> (@Sendable (Connection) -> Void)? in
            guard case .waiting(let work, _) = state else { return nil }
            state = .running(canceller)
            return work
        }
        guard let work else { return }
        work(connection)
        state.withLock { $0 = .done }
    }

    func cancel() {
        let canceller = state.withLock { state -> Canceller? in
            switch state {
            case .new: state = .cancelledEarly
            case .running(let canceller): return canceller
            case .waiting, .cancelledEarly, .done: break
            }
            return nil
        }
        if let canceller { cancel(through: canceller) }
        giveUp(Self.cancelled)
    }

    /// Asks again until the work has ended: a request that reaches the server between two statements cancels neither.
    private func cancel(through canceller: Canceller) {
        let isRunning = state.withLock { state in
            if case .running = state { return true }
            return false
        }
        guard isRunning else { return }
        canceller.cancel()
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(100)) { [self] in cancel(through: canceller)
        }
    }

    func expire() { giveUp(.acquireTimedOut) }

    func abandon() { giveUp(.connectionLost("the pool is closed")) }

    /// Answers with an error, if nobody has begun the work.
    private func giveUp(_ error: PostgresError) {
        let answer = state.withLock { state -> (@Sendable (PostgresError) -> Void)? in
            guard case .waiting(_, let giveUp) = state else { return nil }
            state = .done
            return giveUp
        }
        answer?(error)
    }

    private static let cancelled = PostgresError.cancelled(
        PostgresError.Server(state: "57014", message: "the caller gave up"))
}
