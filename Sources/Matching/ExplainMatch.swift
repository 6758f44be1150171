import Foundation
import Model
import Scoring

/// Why somebody matches, or why not.
package struct ExplainMatch: Sendable {
    package var subject: MatchSubject
    package var other: (kind: Kind, id: UUID)
    package var at: Date

    package init(subject: MatchSubject, other: (kind: Kind, id: UUID), at: Date) {
        self.subject = subject
        self.other = other
        self.at = at
    }

    /// The answer for one pair.
    package struct Result: Sendable {
        package let asOf: Date
        package let taxonomy: String
        package let match: Match
        /// The conditions that fail, all of them; empty for a match.
        package let leftOut: [LeftOut]
        /// Its place in the whole ranking, from 1; null when it is left out.
        package let rank: Int?
        /// Statements that only the person can confirm, by their names.
        package let toConfirm: [String]
    }

    /// Throws ``MatchingError/notFound`` when either side is none that the caller may know of.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Result {
        throw .loading
    }
}
