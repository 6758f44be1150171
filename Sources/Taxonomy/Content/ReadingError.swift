/// A file that cannot be read as what it is: which, and why.
package struct ReadingError: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    package let reason: CSVError

    package init(file: String, reason: CSVError) {
        self.file = file
        self.reason = reason
    }

    package var description: String { "\(file): \(reason)" }
}
