import Foundation
import Store

/// One of one's own sessions.
package struct Session: Sendable {
    package let id: UUID
    package let begunAt: Date
    package let idleUntil: Date
    package let endsAt: Date
    /// It is the one that asks.
    package let isCurrent: Bool
}

/// One's own sessions, the latest first; none for who shows a key.
package struct ListSessions: Sendable {
    package init() {}

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> [Session] {
        try await service.run(FindSessions(), as: caller).map { row in
            Session(
                id: row.id, begunAt: row.createdAt, idleUntil: row.idleUntil, endsAt: row.endsAt,
                isCurrent: row.id == caller.session)
        }
    }
}

/// Ends one of one's own sessions; throws ``MatchingError/notFound`` for any other.
package struct SignOut: Sendable {
    package let session: UUID

    package init(of session: UUID) { self.session = session }

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        try await service.run(EndSession(session), as: caller)
    }
}
