import Foundation
import Model
import Postgres

/// Whether a person's processing is restricted: the record is kept, and neither matched nor shared.
package struct ReadRestriction: Query {
    package static var isReadOnly: Bool { true }
    package let person: Identifier<Member>

    package init(of person: Identifier<Member>) { self.person = person }

    package func run(in transaction: Transaction) throws(StoreError) -> Bool {
        try transaction.first("SELECT status = 'restricted' FROM bg.person WHERE id = \(person.uuid)") {
            row throws(PostgresError) in try row.next(Bool.self)
        } ?? false
    }
}

/// Restricts the processing of a person's record, or lets it go on, as that person; a record that rests is one of its own again first.
/// Throws ``StoreError/notFound`` without a person, and ``StoreError/conflict(_:)`` with `merge_conflict` where it became another's now.
package struct RestrictPerson: Query {
    package let person: Identifier<Member>
    package let isRestricted: Bool

    package init(_ person: Identifier<Member>, _ isRestricted: Bool) {
        self.person = person
        self.isRestricted = isRestricted
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        // What is to be kept as it is is made one with nothing.
        if isRestricted { try transaction.change("SELECT bg.separate_own(false)") }
        let changed = try transaction.change(
            """
            UPDATE bg.person SET status = \(isRestricted ? "restricted" : "live")
            WHERE id = \(person.uuid) AND status IN ('live', 'restricted')
            """)
        if changed == 0 { throw .notFound }
    }
}
