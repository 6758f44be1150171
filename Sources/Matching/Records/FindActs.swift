import Model
import Store

package typealias OwnAct = ReadActsOnMe.Act

/// Who did what to a member's record, the latest first; for the member alone.
package struct FindActs: Sendable {
    package let id: Identifier<Member>
    package let after: Int?
    /// From 1.
    package let limit: Int

    package init(of id: Identifier<Member>, after: Int? = nil, limit: Int) {
        self.id = id
        self.after = after
        self.limit = limit
    }

    /// Throws ``MatchingError/notFound`` for anybody but the member.
    package func run(
        in service: Service, as caller: Caller
    ) async throws(MatchingError) -> (items: [OwnAct], next: Int?) {
        guard caller.role == .member(id) else { throw .notFound }
        let found = try await service.run(ReadActsOnMe(after: after, limit: limit + 1), as: caller)
        let items = Array(found.prefix(limit))
        return (items, found.count > limit ? items.last?.number : nil)
    }
}
