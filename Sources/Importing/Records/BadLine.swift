import Model

/// What is wrong in a cell of a file, without what the cell says: a report may be passed on, a person's data may not.
package struct BadLine: Hashable, Sendable {
    /// The physical line, from 1; the header is the first.
    package let line: Int
    /// The column by its name; empty where the line as a whole is wrong.
    package let column: String
    /// The rule by its stable name.
    package let rule: String
    /// What to do about it.
    package let remedy: String
}

/// Everything that is wrong in a file: all is counted, and the first ``limit`` are kept.
package struct BadLines: Sendable {
    /// So many lines say what is wrong with a file; a million would only fill the memory.
    package static let limit = 1_000

    package private(set) var kept: [BadLine] = []
    /// How much is wrong in all; a line may have several faults.
    package private(set) var count = 0
    /// How many lines have a fault.
    package private(set) var lines = 0
    private var lastLine = 0

    package var isEmpty: Bool { count == 0 }

    /// Adds a fault; the lines must come in order.
    mutating func add(_ bad: BadLine) {
        count += 1
        if bad.line != lastLine { lines += 1 }
        lastLine = bad.line
        if kept.count < Self.limit { kept.append(bad) }
    }
}
