import Archive
import Matching
import Store
import Taxonomy

/// Why an import was given up: nothing of it was written. Its description is safe to show.
package enum ImportingError: Error, Sendable, CustomStringConvertible {
    /// A file cannot be read as what it is; which, and why.
    case unreadable(String)
    /// The database refused or failed.
    case store(StoreError)
    /// What is there already forbids it; what to do instead.
    case refused(String)

    package var description: String {
        switch self {
        case .unreadable(let text), .refused(let text): text
        case .store(let error): "\(error)"
        }
    }

    static func from(_ error: any Error) -> ImportingError {
        switch error {
        case let error as ImportingError: error
        case let error as StoreError: .store(error)
        case let error as ReadingError: .unreadable("\(error)")
        case let error as ArchiveError: .unreadable("\(error)")
        default: .unreadable("\(error)")
        }
    }
}

/// What an import is doing, for the person who waits.
package struct ImportStep: Sendable, Equatable {
    /// What is done now: `reading skills_fr.csv`.
    package let text: String
    /// Of how much is done, 0 to 1; null where that is unknown.
    package let share: Double?

    package init(_ text: String, share: Double? = nil) {
        self.text = text
        self.share = share
    }
}

/// What an import came to.
package struct ImportResult: Sendable {
    /// What came in and what was left out, and why.
    package let report: ImportReport
    /// In a sentence: `687 new concepts, 0 retired`.
    package let summary: String
    /// Whether the database is another than before.
    package let changed: Bool

    package init(report: ImportReport, summary: String, changed: Bool) {
        self.report = report
        self.summary = summary
        self.changed = changed
    }
}
