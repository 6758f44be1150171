import Foundation
import Model
import Postgres

/// Forgets a person: nothing stays but that there was somebody, and that they are erased.
package struct ErasePerson: Query {
    package let person: Identifier<Member>

    package init(_ person: Identifier<Member>) { self.person = person }

    /// False where there is nothing (any more) to erase. Fails for anybody but the person and the owner.
    package func run(in transaction: Transaction) throws(StoreError) -> Bool {
        try transaction.first("SELECT bg.erase_person(\(person.uuid))") { row throws(PostgresError) in
            try row.next(Bool.self)
        } ?? false
    }
}

/// That a person's record was forgotten: the person was erased, or the record became one with another, which goes on.
package struct Erasure: Sendable, Hashable {
    package let person: Identifier<Member>
    /// Null where the person was erased.
    package let unitedInto: Identifier<Member>?

    package init(_ person: Identifier<Member>, unitedInto: Identifier<Member>? = nil) {
        self.person = person
        self.unitedInto = unitedInto
    }
}

/// Does again in a restored backup what was done after it was made.
package struct RepeatErasure: Query {
    package let erasure: Erasure

    package init(_ erasure: Erasure) { self.erasure = erasure }

    /// False where there is nothing (any more) to forget. Fails for anybody but the owner.
    package func run(in transaction: Transaction) throws(StoreError) -> Bool {
        guard let kept = erasure.unitedInto else { return try ErasePerson(erasure.person).run(in: transaction) }
        return try transaction.first("SELECT bg.repeat_union(\(erasure.person.uuid), \(kept.uuid))") {
            row throws(PostgresError) in try row.next(Bool.self)
        } ?? false
    }
}

/// Whose records were forgotten, in the order of time.
package struct FindErasures: Query {
    package static var role: StoreRole? { .clock }
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> [Erasure] {
        try transaction.all("SELECT person, united_into FROM log.erasure ORDER BY at, person") {
            row throws(PostgresError) in
            Erasure(
                Identifier(try row.next(UUID.self)), unitedInto: try row.nextOptional(UUID.self).map { Identifier($0) })
        }
    }
}

/// Looks once more for what nodes logged of somebody who was erased, while they had not heard of it yet.
package struct SweepErased: Query {
    package static var role: StoreRole? { .clock }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT log.sweep_erased()")
    }
}
