import Foundation
import Matching
import Ranking

/// Queries at a steady rate, whatever the answers take, as they come from people who know nothing of one another.
struct SteadyQueries: Sendable {
    private let queries: [ProfileQuery]
    private let threads: Int
    private let index: LiveIndex

    init(_ queries: [ProfileQuery], _ threads: Int, on index: LiveIndex) {
        (self.queries, self.threads, self.index) = (queries, threads, index)
    }

    /// How long each took from when it was due, so that a query that had to wait for a core or for the one before it has
    /// waited.
    ///
    /// - Parameter rate: so many a second; null is one after the other on each thread.
    func run(for seconds: Int, at rate: Int?) async -> Timing {
        await withTaskGroup(of: [Double].self) { group in
            for thread in 0..<threads {
                group.addTask { await onThread { ask(thread, for: seconds, at: rate) } }
            }
            return Timing(await group.reduce(into: []) { $0 += $1 })
        }
    }

    private func ask(_ thread: Int, for seconds: Int, at rate: Int?) -> [Double] {
        let clock = ContinuousClock()
        let start = clock.now
        let step = rate.map { Duration.seconds(1) * threads / $0 }
        var times: [Double] = []
        var number = 0
        while true {
            var due = clock.now
            if let step {
                due = start + step * number + step * thread / threads
                let wait = (due - clock.now) / .microseconds(1)
                if wait > 0 { usleep(UInt32(wait)) }
            }
            guard due < start + .seconds(seconds) else { return times }
            if let members = index.snapshot?.members {
                _ = members.ranked(queries[(number * threads + thread) % queries.count])
            }
            times.append((clock.now - due) / .milliseconds(1))
            number += 1
        }
    }
}
