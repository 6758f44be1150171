import Foundation
import Model
import Ranking
import Scoring
import Store

/// Which staff were shown a member, when, with what score and why; for the member alone.
package struct FindShown: Sendable {
    package let id: Identifier<Member>
    package let after: UUID?
    /// From 1.
    package let limit: Int

    package init(of id: Identifier<Member>, after: UUID? = nil, limit: Int) {
        self.id = id
        self.after = after
        self.limit = limit
    }

    /// Throws ``MatchingError/notFound`` for anybody but the member.
    package func run(
        in service: Service, as caller: Caller
    ) async throws(MatchingError) -> (items: [ShownMember], next: UUID?) {
        guard caller.role == .member(id) else { throw .notFound }
        let taxonomy = try service.snapshot().taxonomy
        let found = try await service.run(ReadShownOfMe(after: after, limit: limit + 1), as: caller)
        let rows = Array(found.prefix(limit))
        let asks = try await service.asks(in: rows.map(\.asked), as: caller)
        let items = zip(rows, asks).map { row, asks in
            ShownMember(
                log: row.id, at: row.at, organisation: row.organisation, isSubject: row.isSubject,
                weights: row.weights, taxonomy: row.taxonomy,
                explanations: row.entries.compactMap { entry in
                    LoggedMatch(entry, of: id.uuid, asks: asks).map { match in
                        Explanation(parts: match.computations.flatMap { $0.parts(in: taxonomy) })
                    }
                })
        }
        return (items, found.count > limit ? rows.last?.id : nil)
    }
}

/// What staff were shown of a member at one time.
package struct ShownMember: Sendable {
    package let log: UUID
    package let at: Date
    /// Whose staff it was; null for the administrators.
    package let organisation: UUID?
    /// Whether it was for the member that matches were asked, and not the member who was found.
    package let isSubject: Bool
    package let weights: String
    package let taxonomy: String
    /// One for each need that the member was found for.
    package let explanations: [Explanation]
}
