import Foundation
import Model
import Postgres

/// Two members of the same name who may be born on one day.
package struct DuplicatePair: Sendable {
    package let one: Identifier<Member>
    package let other: Identifier<Member>
}

/// Who may be one person, of those who share with who asks; nobody else's record counts in any way.
package struct FindDuplicates: Query {
    package static var isReadOnly: Bool { true }
    package let limit: Int

    package init(limit: Int) { self.limit = limit }

    package func run(in transaction: Transaction) throws(StoreError) -> [DuplicatePair] {
        try transaction.all("SELECT one, other FROM bg.find_duplicates(\(limit))") { row throws(PostgresError) in
            DuplicatePair(one: Identifier(try row.next(UUID.self)), other: Identifier(try row.next(UUID.self)))
        }
    }
}

/// Remembers that two are not one person; throws ``StoreError/conflict(_:)`` with `not_found` unless both share with who asks.
package struct TellApart: Query {
    package let one: Identifier<Member>
    package let other: Identifier<Member>

    package init(_ one: Identifier<Member>, from other: Identifier<Member>) {
        self.one = one
        self.other = other
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT bg.tell_apart(\(one.uuid), \(other.uuid))")
    }
}

/// Makes two records one.
///
/// Throws ``StoreError/conflict(_:)`` with `not_found` unless both share with one desk that who asks leads, with `merge_conflict`
/// for two who were told apart, with `not_alike` for two of different names or births, and with `nobody_to_tell` where one of
/// them has no address to be told at.
package struct MergePersons: Query {
    package let id: Identifier<MemberMerge>
    package let kept: Identifier<Member>
    package let absorbed: Identifier<Member>

    package init(id: Identifier<MemberMerge>, _ absorbed: Identifier<Member>, into kept: Identifier<Member>) {
        self.id = id
        self.kept = kept
        self.absorbed = absorbed
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT bg.merge_persons(\(id.uuid), \(kept.uuid), \(absorbed.uuid))")
    }
}

/// Makes them two again; throws ``StoreError/conflict(_:)`` with `not_found` for what is not of a desk that who asks leads, and
/// with `merge_conflict` where it is too late.
package struct UndoMerge: Query {
    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT bg.undo_merge(\(id))")
    }
}

/// Makes the record of who asks one of its own again, whatever it was merged with and is not one with yet; nothing is no error.
/// Throws ``StoreError/conflict(_:)`` with `merge_conflict` where at this moment they became one, or two by another's word.
package struct SeparateOwn: Query {
    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT bg.separate_own(true)")
    }
}

/// Merges that who asks may know of, the latest first.
package struct ListMerges: Query {
    package static var isReadOnly: Bool { true }
    package let id: UUID?
    /// The standing one of this record alone; null for all.
    package let absorbed: Identifier<Member>?
    /// The one that the page begins after.
    package let after: UUID?
    package let limit: Int

    package init(id: UUID? = nil, absorbed: Identifier<Member>? = nil, after: UUID? = nil, limit: Int) {
        self.id = id
        self.absorbed = absorbed
        self.after = after
        self.limit = limit
    }

    package func run(
        in transaction: Transaction
    ) throws(StoreError) -> [(id: Identifier<MemberMerge>, value: MemberMerge)] {
        try transaction.all(
            """
            SELECT id, kept, absorbed, organisation, at, undo_until, undone_at FROM bg.merge
            WHERE (\(id)::uuid IS NULL OR id = \(id)) AND (\(after)::uuid IS NULL OR id < \(after))
                AND (\(absorbed?.uuid)::uuid IS NULL OR absorbed = \(absorbed?.uuid) AND undone_at IS NULL)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { row throws(PostgresError) in
            (
                Identifier(try row.next(UUID.self)),
                MemberMerge(
                    kept: Identifier(try row.next(UUID.self)), absorbed: Identifier(try row.next(UUID.self)),
                    desk: Identifier(try row.next(UUID.self)), at: try row.next(), undoUntil: try row.next(),
                    undoneAt: try row.nextOptional())
            )
        }
    }
}

/// Which record somebody's went into, for whom that shows whole; null for everybody else.
package struct FindKept: Query {
    package static var isReadOnly: Bool { true }
    package let absorbed: UUID

    package init(of absorbed: UUID) { self.absorbed = absorbed }

    package func run(in transaction: Transaction) throws(StoreError) -> UUID? {
        try transaction.first("SELECT bg.find_kept(\(absorbed))") { row throws(PostgresError) in
            try row.nextOptional(UUID.self)
        } ?? nil
    }
}
