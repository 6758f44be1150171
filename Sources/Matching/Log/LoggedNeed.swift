import Ranking
import Scoring
import Store

/// A need as a row of the log has it: shapes by their numbers.
struct LoggedNeed: Sendable {
    let owner: UInt128
    let items: [(weight: UInt8, number: UInt64)]

    /// All needs of a row, one behind the other; null for what the program did not write.
    static func all(in bytes: [UInt8]) -> [LoggedNeed]? {
        var reader = LogReader(bytes)
        var needs: [LoggedNeed] = []
        while !reader.isAtEnd {
            guard let owner = reader.number(UInt128.self) else { return nil }
            let items = reader.list { reader -> (weight: UInt8, number: UInt64)? in
                guard let weight = reader.number(UInt8.self), let number = reader.number(UInt64.self) else {
                    return nil
                }
                return (weight, number)
            }
            guard let items else { return nil }
            needs.append(LoggedNeed(owner: owner, items: items))
        }
        return needs
    }

    /// Null where a shape is missing, or is another than its number says.
    func ask(_ shapes: [UInt64: Shape]) -> Ask? {
        var items: [Ask.Item] = []
        for item in self.items {
            guard let shape = shapes[item.number] else { return nil }
            items.append(Ask.Item(weight: item.weight, number: item.number, shape: shape))
        }
        return Ask(of: owner, items)
    }
}

extension Service {
    /// What the needs of some rows of the log ask, by row; null for a need of which a shape is missing, or is another than
    /// its number says.
    func asks(in rows: [[UInt8]], as caller: Caller) async throws(MatchingError) -> [[Ask?]] {
        // A row that the program did not write has no needs that can be read.
        let needs = rows.map { LoggedNeed.all(in: $0) ?? [] }
        let numbers = Set(needs.joined().flatMap { $0.items.map(\.number) })
        let written = try await run([ReadShapes(Array(numbers))], as: caller)[0]
        var shapes: [UInt64: Shape] = [:]
        for (number, bytes) in written {
            var reader = LogReader(bytes)
            if let shape = reader.shape(), ShapeMemory.key(of: shape) == number { shapes[number] = shape }
        }
        return needs.map { $0.map { $0.ask(shapes) } }
    }
}
