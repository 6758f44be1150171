import Foundation
import Model
import Postgres

/// How to reach a person, by kind; null for a person who is not there, or not for who asks.
package struct ReadContact: Query {
    package static var isReadOnly: Bool { true }
    package let person: Identifier<Member>

    package init(of person: Identifier<Member>) { self.person = person }

    package func run(in transaction: Transaction) throws(StoreError) -> [String: String]? {
        let rows = try transaction.all(
            """
            SELECT c.kind, c.value FROM bg.person p LEFT JOIN bg.person_contact c ON c.person = p.id
            WHERE p.id = \(person.uuid)
            """
        ) { row throws(PostgresError) in (try row.nextOptional(String.self), try row.nextOptional(String.self)) }
        if rows.isEmpty { return nil }
        return rows.reduce(into: [:]) { contact, row in if let kind = row.0 { contact[kind] = row.1 } }
    }
}

/// Replaces the address of a kind.
package struct SetContact: Query {
    package let person: Identifier<Member>
    package let address: ReachableAddress

    package init(of person: Identifier<Member>, _ address: ReachableAddress) {
        self.person = person
        self.address = address
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            INSERT INTO bg.person_contact (person, kind, value)
            VALUES (\(person.uuid), \(address.kind.rawValue), \(address.text))
            ON CONFLICT (person, kind) DO UPDATE SET value = excluded.value
            """)
    }
}

/// Writes to an address of a member, in the member's language, that it was replaced, or that another was added beside it.
package struct TellOfAddress: Query {
    package static var role: StoreRole? { .signIn }
    package let member: Identifier<Member>
    package let address: ReachableAddress

    package init(of member: Identifier<Member>, to address: ReachableAddress) {
        self.member = member
        self.address = address
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            "SELECT bg.tell_of_address(\(member.uuid), \(address.kind.rawValue), \(address.text))")
    }
}

/// Ends the sessions of a member but one.
package struct EndOtherSessions: Query {
    package let member: Identifier<Member>
    package let session: UUID?

    package init(of member: Identifier<Member>, but session: UUID?) {
        self.member = member
        self.session = session
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            "DELETE FROM bg.session WHERE person = \(member.uuid) AND id IS DISTINCT FROM \(session)")
    }
}
