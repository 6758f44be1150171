import Foundation
import Model
import Postgres

/// Opens the record of a person to an administrator for an hour; the leads of the desks that the person shares with are told
/// in the same transaction.
package struct BreakGlass: Query {
    package let principal: UUID
    package let person: Identifier<Member>
    package let reason: PlainText

    package init(by principal: UUID, of person: Identifier<Member>, because reason: PlainText) {
        self.principal = principal
        self.person = person
        self.reason = reason
    }

    /// Until when; throws ``StoreError/notFound`` without such a person.
    package func run(in transaction: Transaction) throws(StoreError) -> Date {
        do throws(PostgresError) {
            for row in try transaction.query(
                """
                INSERT INTO bg.break_glass (principal, person, reason)
                VALUES (\(principal), \(person.uuid), \(reason.description)) RETURNING until
                """)
            {
                var row = row
                return try row.next(Date.self)
            }
        } catch {
            if case .foreignKeyViolation = error { throw .notFound }
            throw StoreError(error)
        }
        throw .notFound
    }
}
