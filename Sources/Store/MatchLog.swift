import Foundation
import Postgres

/// Matches that staff are shown, as a row of the log; what its bytes mean is the writer's to know.
package struct MatchLogRow: Sendable {
    package let id: UUID
    /// For which the asker works; null for nobody's, and for who works for several.
    package let organisation: UUID?
    /// For whom or what it was asked; null for what is stored nowhere.
    package let subject: UUID?
    package let weights: String
    package let taxonomy: String
    package let asOf: Date
    package let asked: [UInt8]
    package let shown: [UUID]
    /// One of each that was shown.
    package let entries: [[UInt8]]

    package init(
        id: UUID, organisation: UUID?, subject: UUID?, weights: String, taxonomy: String, asOf: Date, asked: [UInt8],
        shown: [UUID], entries: [[UInt8]]
    ) {
        self.id = id
        self.organisation = organisation
        self.subject = subject
        self.weights = weights
        self.taxonomy = taxonomy
        self.asOf = asOf
        self.asked = asked
        self.shown = shown
        self.entries = entries
    }
}

/// Writes down what is to be shown, in the transaction that reads what may be shown of it: what cannot be written down is not
/// shown.
package struct LogMatches: Sendable {
    package let row: MatchLogRow
    /// By ascending number, so that two who write the same wait for each other in one order.
    package let shapes: [(number: UInt64, content: [UInt8])]
    /// Whose the row is where no one organisation is the asker's and the subject is no venture or cohort.
    package let otherwise: UUID?

    package init(_ row: MatchLogRow, shapes: [(number: UInt64, content: [UInt8])], otherwise: UUID?) {
        self.row = row
        self.otherwise = otherwise
        self.shapes = shapes.sorted { $0.number < $1.number }
    }

    /// A message that is sent once more after its session was lost finds its row there.
    var statements: [SQL] {
        var organisation: SQL = "\(row.organisation)"
        if row.organisation == nil, let otherwise {
            organisation = """
                coalesce((SELECT v.organisation FROM bg.venture v WHERE v.id = \(row.subject)),
                    (SELECT c.organisation FROM bg.cohort c WHERE c.id = \(row.subject)), \(otherwise))
                """
        }
        let write: SQL = """
            INSERT INTO log.match (id, organisation, subject, weights, taxonomy, as_of, asked, shown, entries)
            VALUES (\(row.id), \(organisation), \(row.subject), \(row.weights), \(row.taxonomy), \(row.asOf),
                \(Bytes(row.asked)), \(row.shown), \(row.entries.map(Bytes.init))) ON CONFLICT DO NOTHING
            """
        guard !shapes.isEmpty else { return [write] }
        let numbers = shapes.map { Int64(bitPattern: $0.number) }
        return [
            """
            INSERT INTO log.match_shape AS s (number, content)
            SELECT * FROM unnest(\(numbers), \(shapes.map { Bytes($0.content) }))
            ON CONFLICT (number) DO UPDATE SET used = current_date WHERE s.used < current_date
            """, write,
        ]
    }
}

/// A row with who was shown it, and when.
package struct KeptMatches: Sendable {
    package let at: Date
    package let role: String
    /// The key or account; null for an operator.
    package let key: UUID?
    /// Of the interface.
    package let operation: String?
    package let row: MatchLogRow
}

/// What is kept of matches that were shown, if the asker may know.
package struct ReadMatchLog: Reading {
    package typealias Result = KeptMatches?

    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    package var statement: SQL {
        """
        SELECT at, role, key, operation, organisation, subject, weights, taxonomy, as_of, asked, shown, entries
        FROM log.match WHERE id = \(id)
        """
    }

    package func result(of rows: Rows) throws(StoreError) -> Result {
        try rows.all { row throws(PostgresError) in
            KeptMatches(
                at: try row.next(), role: try row.next(), key: try row.nextOptional(),
                operation: try row.nextOptional(),
                row: MatchLogRow(
                    id: id, organisation: try row.nextOptional(), subject: try row.nextOptional(),
                    weights: try row.next(), taxonomy: try row.next(), asOf: try row.next(),
                    asked: try row.next(Bytes.self).bytes, shown: try row.next([UUID].self),
                    entries: try row.next([Bytes].self).map(\.bytes)))
        }.first
    }
}

/// Shapes by their numbers, as they were written.
package struct ReadShapes: Reading {
    package typealias Result = [UInt64: [UInt8]]

    package let numbers: [UInt64]

    package init(_ numbers: [UInt64]) { self.numbers = numbers }

    package var statement: SQL {
        "SELECT number, content FROM log.match_shape WHERE number = ANY(\(numbers.map { Int64(bitPattern: $0) }))"
    }

    package func result(of rows: Rows) throws(StoreError) -> Result {
        let all = try rows.all { row throws(PostgresError) in
            (UInt64(bitPattern: try row.next(Int64.self)), try row.next(Bytes.self).bytes)
        }
        return Dictionary(uniqueKeysWithValues: all)
    }
}
