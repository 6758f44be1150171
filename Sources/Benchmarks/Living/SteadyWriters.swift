import Foundation
import Store

/// Some who change members at a steady rate together, each in a transaction and with a notification of its own, as the
/// service does it.
struct SteadyWriters: Sendable {
    private let writer: RandomWriter
    private let count: Int
    private let rate: Int

    /// - Parameter rate: changes a second of all together.
    init(_ writer: RandomWriter, _ count: Int, rate: Int) {
        (self.writer, self.count, self.rate) = (writer, count, rate)
    }

    /// Gives the instants of the commits. What a busy database refuses is said and left out.
    func run(until end: Date) async throws -> [Date] {
        try await withThrowingTaskGroup(of: [Date].self) { group in
            for number in 0..<count { group.addTask { try await write(number, until: end) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func write(_ number: Int, until end: Date) async throws -> [Date] {
        var dice = Dice(seed: UInt64(number) + 1)
        var commits: [Date] = []
        let start = Date.now
        while .now < end {
            let due = start + (Double(commits.count * count) + Double(number)) / Double(rate)
            if due > .now { try await Task.sleep(for: .seconds(due.timeIntervalSinceNow)) }
            let seed = dice.next()
            do throws(StoreError) {
                try await writer.store.transaction { transaction throws(StoreError) in
                    var dice = Dice(seed: seed)
                    try writer.changeMember(&dice, in: transaction)
                }
            } catch {
                say("  not written: \(error)")
                continue
            }
            commits.append(.now)
            await writer.store.notifyOfChange()
        }
        return commits
    }
}
