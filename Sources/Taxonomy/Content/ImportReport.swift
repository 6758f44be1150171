/// What came in from some files, and what was left out or repaired and why: the table at the end of an import.
package struct ImportReport: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        package let file: String
        package let finding: ImportFinding
        package fileprivate(set) var count: Int
        /// The first few, by URI, label or line number.
        package fileprivate(set) var examples: [String]
    }

    /// By file in the order they came, then by finding.
    package private(set) var lines: [Line] = []

    package init() {}

    /// How often something was found, in one file or in all.
    package func count(_ finding: ImportFinding, in file: String? = nil) -> Int {
        lines.reduce(0) { $1.finding == finding && (file == nil || $1.file == file) ? $0 + $1.count : $0 }
    }

    package mutating func note(
        _ finding: ImportFinding, in file: String, count: Int = 1, example: String? = nil
    ) {
        guard count > 0 else { return }
        if let index = lines.firstIndex(where: { $0.file == file && $0.finding == finding }) {
            lines[index].count += count
            if lines[index].examples.count < Self.examples, let example {
                lines[index].examples.append(example)
            }
        } else {
            lines.append(Line(file: file, finding: finding, count: count, examples: example.map { [$0] } ?? []))
        }
    }

    package mutating func append(_ other: ImportReport) { lines += other.lines }

    private static let examples = 3
}
