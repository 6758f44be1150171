import Foundation
import Synchronization

/// Questions asked over several connections at once, each by a thread of its own.
struct Load: Sendable {
    let requests: [[UInt8]]
    /// How many a second, in all; null asks the next as soon as one is answered.
    let rate: Int?
    let seconds: Int

    /// How long each answer took: at a rate, from when its question was due, so that one that waits for a slow one
    /// before it counts as slow, too.
    func run(_ connections: [KeepAliveClient]) throws -> Timing {
        let results = Mutex<(times: [Double], failure: Refusal?)>(([], nil))
        let clock = ContinuousClock()
        let start = clock.now
        let threads = connections.enumerated().map { number, connection in
            let done = DispatchSemaphore(value: 0)
            let (client, count) = (Client(connection: connection), connections.count)
            Thread.detachNewThread {
                var times: [Double] = []
                do throws(Refusal) {
                    times = try ask(client.connection, number, of: count, from: start)
                } catch {
                    results.withLock { $0.failure = error }
                }
                results.withLock { $0.times += times }
                done.signal()
            }
            return done
        }
        for done in threads { done.wait() }
        return try results.withLock { results in
            if let failure = results.failure { throw failure }
            return Timing(results.times)
        }
    }

    private func ask(
        _ connection: KeepAliveClient, _ number: Int, of count: Int, from start: ContinuousClock.Instant
    ) throws(Refusal) -> [Double] {
        let clock = ContinuousClock()
        let end = start + .seconds(seconds)
        var times: [Double] = []
        var turn = number
        while true {
            var due = clock.now
            if let rate {
                due = start + .nanoseconds(Int64(turn) * 1_000_000_000 / Int64(rate))
                let wait = due - clock.now
                if wait > .zero { Thread.sleep(forTimeInterval: wait / .seconds(1)) }
            }
            guard due < end, clock.now < end else { return times }
            _ = try connection.ask(requests[turn % requests.count])
            times.append((clock.now - due) / .milliseconds(1))
            turn += count
        }
    }

    /// Hands a connection to the thread that asks over it.
    ///
    /// Unchecked: that thread alone uses it until it is done.
    private struct Client: @unchecked Sendable {
        let connection: KeepAliveClient
    }
}
