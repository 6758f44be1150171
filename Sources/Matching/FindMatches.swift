import Foundation
import Model

/// The best matches of somebody or something, exactly, page by page, with the reasons.
package struct FindMatches: Sendable {
    package var subject: MatchSubject
    /// Kinds that are sought: mentors and members for a need, offers or ventures for a profile.
    package var seek: Set<Kind>
    /// 1 to 100.
    package var limit: Int
    package var after: MatchPosition?
    /// The instant that dated rules and closings are judged at.
    package var at: Date

    package init(subject: MatchSubject, seek: Set<Kind>, limit: Int = 20, after: MatchPosition? = nil, at: Date) {
        self.subject = subject
        self.seek = seek
        self.limit = limit
        self.after = after
        self.at = at
    }

    /// Throws ``MatchingError/loading`` before the index stands, ``MatchingError/notFound`` for a subject that the caller
    /// may not know of, and ``MatchingError/scopeMissing`` for kinds that the caller may not seek.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> MatchPage {
        throw .loading
    }
}
