import Foundation
import Postgres

/// Seals the lines of the audit that became visible since the last seal; the service does so again and again.
package struct SealAudit: Query {
    package static var role: StoreRole? { .clock }

    package init() {}

    /// How many lines; 0 where nothing is new, or another node seals at this moment.
    package func run(in transaction: Transaction) throws(StoreError) -> Int {
        try transaction.first("SELECT log.seal_audit()") { row throws(PostgresError) in try row.next(Int.self) } ?? 0
    }
}

/// Compares every seal of the audit with the lines as they are now, and with the seal before it; an operator and an auditor may.
package struct VerifyAudit: Query {
    package static var isReadOnly: Bool { true }

    package struct Result: Sendable, Equatable {
        package var seals = 0
        package var lines = 0
        /// Lines that no seal has yet.
        package var unsealed = 0
        /// By number: seals whose lines were changed or removed, or that do not follow on the one before.
        package var broken: [Int] = []
        /// Lines that were added behind the back of the seals.
        package var added = 0

        package var isWhole: Bool { broken.isEmpty && added == 0 }
    }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> Result {
        let counts = try transaction.first(
            """
            SELECT (SELECT count(*) FROM log.seal), (SELECT count(*) FROM log.audit),
                (SELECT count(*) FROM log.audit a WHERE NOT EXISTS (SELECT FROM log.seal)
                    OR NOT pg_visible_in_snapshot(a.xid, (SELECT to_snapshot FROM log.seal ORDER BY number DESC LIMIT 1))
                    AND a.id > (SELECT max(last_line) FROM log.seal WHERE from_snapshot IS NULL))
            """
        ) { row throws(PostgresError) in
            Result(seals: try row.next(Int.self), lines: try row.next(Int.self), unsealed: try row.next(Int.self))
        }
        var result = counts ?? Result()
        let faults = try transaction.all("SELECT number, lines FROM log.verify_audit() ORDER BY number") {
            row throws(PostgresError) in (number: try row.next(Int.self), lines: try row.next(Int.self))
        }
        for fault in faults {
            if fault.number == 0 { result.added = fault.lines } else { result.broken.append(fault.number) }
        }
        return result
    }
}

/// A line of the audit: what was done to a record, never what it says.
package struct AuditLine: Sendable, Equatable {
    package let at: Date
    /// The database role of who acted: `bg_desk` and the like; `none` for an operator.
    package let role: String
    package let key: UUID?
    /// Of the interface; null for a command.
    package let operation: String?
    package let trace: String?
    package let act: String
    package let kind: String
    /// Which fields were changed or read; empty for a record that was added or removed.
    package let fields: [String]
}

/// What was done to a record, the latest first; an operator and an auditor may know.
package struct ReadAudit: Query {
    package static var isReadOnly: Bool { true }
    package let subject: UUID
    package let limit: Int

    package init(of subject: UUID, limit: Int = 1_000) {
        self.subject = subject
        self.limit = limit
    }

    package func run(in transaction: Transaction) throws(StoreError) -> [AuditLine] {
        try transaction.all(
            """
            SELECT at, role, key, operation, trace, act, kind, fields FROM log.audit
            WHERE subject = \(subject) ORDER BY id DESC LIMIT \(limit)
            """
        ) { row throws(PostgresError) in
            AuditLine(
                at: try row.next(), role: try row.next(), key: try row.nextOptional(),
                operation: try row.nextOptional(), trace: try row.nextOptional(), act: try row.next(),
                kind: try row.next(), fields: try row.next([String].self))
        }
    }
}

/// Writes down that somebody is shown what is not shown to all.
package struct RecordReading: Query {
    package let kind: String
    package let subject: UUID
    package let fields: [String]

    package init(_ kind: String, of subject: UUID, fields: [String] = []) {
        self.kind = kind
        self.subject = subject
        self.fields = fields
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT log.record_reading(\(kind), \(subject), \(fields))")
    }
}
