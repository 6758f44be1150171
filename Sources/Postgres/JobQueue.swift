import Foundation
import Synchronization

/// Jobs in the order of their coming, each taken by the worker that was busy last of those that are free: what it and its
/// session need is still in the processor's caches.
final class JobQueue: Sendable {
    /// Who takes jobs, one at a time.
    final class Worker: Sendable {
        fileprivate let handed = Mutex<Job?>(nil)
        fileprivate let woken = DispatchSemaphore(value: 0)
    }

    private struct State {
        /// Jobs that no worker was free for.
        var waiting: [Job] = []
        /// Workers without a job, the one that was busy last at the end.
        var idle: [Worker] = []
        var isFinished = false
    }

    private let state = Mutex(State())

    func append(_ job: Job) {
        let (worker, isFinished) = state.withLock { state -> (Worker?, Bool) in
            if state.isFinished { return (nil, true) }
            let worker = state.idle.popLast()
            if worker == nil { state.waiting.append(job) }
            return (worker, false)
        }
        if isFinished { return job.abandon() }
        // A job that a worker takes at once needs no end of its waiting.
        guard let worker else { return job.expireInTime() }
        worker.handed.withLock { $0 = job }
        worker.woken.signal()
    }

    /// The next job for a worker, waiting for one; null when there will be none.
    func next(for worker: Worker) -> Job? {
        let (job, waits) = state.withLock { state -> (Job?, Bool) in
            if !state.waiting.isEmpty { return (state.waiting.removeFirst(), false) }
            if !state.isFinished { state.idle.append(worker) }
            return (nil, !state.isFinished)
        }
        guard waits else { return job }
        worker.woken.wait()
        return worker.handed.withLock { $0.take() }
    }

    func finish() {
        let idle = state.withLock { state in
            state.isFinished = true
            defer { state.idle = [] }
            return state.idle
        }
        for worker in idle { worker.woken.signal() }
    }
}

/// A piece of work that waits for a connection: it is run, expires or is cancelled, and answers exactly once.
final class Job: Sendable {
    private enum State {
        case new
        case cancelledEarly
        case waiting(work: @Sendable (Connection) -> Void, giveUp: @Sendable (PostgresError) -> Void)
        case running(Link?)
        case done
    }

    private let state = Mutex<State>(.new)
    private let deadline: DispatchTime

    /// - Parameter patience: how long it may wait for a connection.
    init(patience: Duration) { deadline = .now() + .nanoseconds(Int(patience / .nanoseconds(1))) }

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
        // Without a session there is nothing that a cancellation could reach, and opening one may take long.
        if !connection.isOpen {
            expireInTime()
            do throws(PostgresError) { try connection.open() } catch { return giveUp(error) }
        }
        let link = connection.link
        let work = state.withLock { state -> (@Sendable (Connection) -> Void)? in
            guard case .waiting(let work, _) = state else { return nil }
            state = .running(link)
            return work
        }
        guard let work else { return }
        work(connection)
        state.withLock { $0 = .done }
    }

    func cancel() {
        let link = state.withLock { state -> Link? in
            switch state {
            case .new: state = .cancelledEarly
            case .running(let link): return link
            case .waiting, .cancelledEarly, .done: break
            }
            return nil
        }
        link?.cut()
        giveUp(Self.cancelled)
    }

    /// Gives up at the deadline, unless somebody has begun the work.
    func expireInTime() {
        DispatchQueue.global().asyncAfter(deadline: deadline) { [weak self] in self?.giveUp(.acquireTimedOut) }
    }

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
