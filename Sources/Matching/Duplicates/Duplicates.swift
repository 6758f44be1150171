import Foundation
import Model
import Store

/// Members of one's desks who may be registered twice, for staff to decide: no machine merges anybody.
package struct ProposeDuplicates: Sendable {
    /// From 1.
    package let limit: Int

    package init(limit: Int) { self.limit = limit }

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> [DuplicatePair] {
        try await service.run(FindDuplicates(limit: limit), as: caller)
    }
}

/// Decides that two members are not one person; they are proposed to nobody any more.
package struct DismissDuplicate: Sendable {
    package let one: Identifier<Member>
    package let other: Identifier<Member>

    package init(_ one: Identifier<Member>, _ other: Identifier<Member>) {
        self.one = one
        self.other = other
    }

    /// Throws ``MatchingError/invalid(_:)`` unless both share with the caller.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        do { try await service.run(TellApart(one, from: other), as: caller) } catch {
            guard case .conflict("not_found") = error else { throw error }
            throw .invalid(Violation(.unknownCode, at: "/members", "name two members who share with a desk of yours"))
        }
    }
}

package typealias NumberedMerge = (id: Identifier<MemberMerge>, value: MemberMerge)

/// Makes two records of a person one, as a lead of a desk that both share with.
package struct MergeMembers: Sendable {
    package let absorbed: Identifier<Member>
    package let kept: Identifier<Member>

    package init(_ absorbed: Identifier<Member>, into kept: Identifier<Member>) {
        self.absorbed = absorbed
        self.kept = kept
    }

    /// The merge, or the one that made them one before. Throws ``MatchingError/notFound`` for a record that the caller does not
    /// see whole, and ``MatchingError/invalid(_:)`` where that is the absorbed one.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> NumberedMerge {
        let standing = try await service.run(ListMerges(absorbed: absorbed, limit: 1), as: caller)
        if let standing = standing.first, standing.value.kept == kept { return standing }
        guard try await isOwn(kept, in: service, as: caller) else { throw .notFound }
        guard absorbed != kept, try await isOwn(absorbed, in: service, as: caller) else {
            throw .invalid(Violation(.unknownCode, at: "/absorbed", "name another member who shares with your desk"))
        }
        let merge = MergePersons(id: .new(at: service.now()), absorbed, into: kept)
        let done = try await service.transaction(as: caller) { transaction throws(StoreError) in
            try merge.run(in: transaction)
            return try ListMerges(id: merge.id.uuid, limit: 1).run(in: transaction).first
        }
        await service.store.notifyOfChange()
        guard let done else { throw .notFound }
        return done
    }

    private func isOwn(
        _ member: Identifier<Member>, in service: Service, as caller: Caller
    ) async throws(MatchingError) -> Bool {
        do { return try await ReadRecord<Member>(member.uuid).run(in: service, as: caller).access == .change } catch {
            guard case .notFound = error else { throw error }
            return false
        }
    }
}

/// Merges of one's desks, the latest first.
package struct FindMerges: Sendable {
    package let after: UUID?
    /// From 1.
    package let limit: Int

    package init(after: UUID? = nil, limit: Int) {
        self.after = after
        self.limit = limit
    }

    package func run(
        in service: Service, as caller: Caller
    ) async throws(MatchingError) -> (items: [NumberedMerge], next: UUID?) {
        let found = try await service.run(ListMerges(after: after, limit: limit + 1), as: caller)
        return (Array(found.prefix(limit)), found.count > limit ? found[limit - 1].id.uuid : nil)
    }
}

/// Makes of one record two again, within the term, as they were but for what was changed since.
package struct PartMembers: Sendable {
    package let merge: UUID

    package init(_ merge: UUID) { self.merge = merge }

    /// Saying it twice changes nothing. Throws ``MatchingError/notFound`` for a merge of others, and
    /// ``MatchingError/conflict(_:)`` where the term is over.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> NumberedMerge {
        let merge = merge
        let undone = try await service.transaction(as: caller) { transaction throws(StoreError) -> NumberedMerge? in
            guard let one = try ListMerges(id: merge, limit: 1).run(in: transaction).first else { return nil }
            if one.value.undoneAt != nil { return one }
            try UndoMerge(merge).run(in: transaction)
            return try ListMerges(id: merge, limit: 1).run(in: transaction).first
        }
        await service.store.notifyOfChange()
        guard let undone else { throw .notFound }
        return undone
    }
}

/// Says that a lead took two people for one, as one of them, within the term; they are proposed to nobody any more.
package struct SeparateMember: Sendable {
    package let id: Identifier<Member>

    package init(_ id: Identifier<Member>) { self.id = id }

    /// Throws ``MatchingError/notFound`` for anybody but the member.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        guard caller.role == .member(id) else { throw .notFound }
        try await service.run(SeparateOwn(), as: caller)
        await service.store.notifyOfChange()
    }
}

/// Where a member's record went that was merged into another, for that person and the desk that merged them.
package struct FindSuccessor: Sendable {
    package let member: UUID

    package init(of member: UUID) { self.member = member }

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> UUID? {
        switch caller.role {
        case .member, .desk: try await service.run(FindKept(of: member), as: caller)
        case .anonymous, .partner, .admin, .auditor: nil
        }
    }
}
