import Foundation
import Model
import Store

/// Forgets a member at once, for good: only the member asks for it, or who runs the program for them.
package struct EraseMember: Sendable {
    package let id: Identifier<Member>
    /// Null for whatever version there is: a stale one must never block an erasure.
    package let version: Int?

    package init(_ id: Identifier<Member>, version: Int? = nil) {
        self.id = id
        self.version = version
    }

    /// Throws ``MatchingError/notFound`` for anybody but the member.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        guard caller.role == .member(id) else { throw .notFound }
        let (id, version) = (id, version)
        try await service.transaction(as: caller) { transaction throws(StoreError) in
            guard let stored = try ReadMember(id: id).run(in: transaction) else { throw .notFound }
            if let version, version != stored.version { throw .versionStale(current: stored.version) }
            guard try ErasePerson(id).run(in: transaction) else { throw .notFound }
        }
        await service.store.notifyOfChange()
    }
}
