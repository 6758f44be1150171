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

/// Who was erased, in the order of time.
package struct FindErasures: Query {
    package static var role: StoreRole? { .clock }
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> [Identifier<Member>] {
        try transaction.all("SELECT person FROM log.erasure ORDER BY at, person") { row throws(PostgresError) in
            Identifier(try row.next(UUID.self))
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
