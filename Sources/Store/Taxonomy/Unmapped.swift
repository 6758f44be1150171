import Foundation
import Model
import Postgres
import Taxonomy

/// Words that wait for a curator.
package struct UnmappedText: Sendable, Hashable {
    /// The words as look-up compares them: what names them.
    package let normal: String
    /// As they were typed first.
    package let text: String
    package let seen: Int
    package let firstSeen: Date
}

/// The curator's queue, the most frequent first.
package struct ListUnmapped: Query {
    package static var isReadOnly: Bool { true }
    package let limit: Int

    package init(limit: Int = 100) { self.limit = limit }

    package func run(in transaction: Transaction) throws(StoreError) -> [UnmappedText] {
        try transaction.all(
            """
            SELECT normal, text, seen, first_seen FROM ref.unmapped WHERE status = 'waiting'
            ORDER BY seen DESC, normal LIMIT \(limit)
            """
        ) { row throws(PostgresError) in
            UnmappedText(normal: try row.next(), text: try row.next(), seen: try row.next(), firstSeen: try row.next())
        }
    }
}

/// Says which concept waiting words mean: from now on they name it, also in what was written before.
package struct MapUnmapped: Query {
    package static var role: StoreRole? { .curator }
    package let normal: String
    package let concept: ConceptID

    package init(normal: String, concept: ConceptID) {
        self.normal = normal
        self.concept = concept
    }

    /// How many needs and profiles it was put into. Throws ``StoreError/notFound`` for words that do not wait.
    package func run(in transaction: Transaction) throws(StoreError) -> Int {
        let text = try transaction.first(
            """
            UPDATE ref.unmapped SET status = 'mapped', concept = \(concept.rawValue)
            WHERE normal = \(normal) AND status = 'waiting' RETURNING text
            """
        ) { row throws(PostgresError) in try row.next(String.self) }
        guard let text else { throw .notFound }
        try transaction.change(
            """
            INSERT INTO ref.label (concept, language, kind, text, normal)
            VALUES (\(concept.rawValue), 'und', 'alias', \(text), \(normal)) ON CONFLICT DO NOTHING
            """)
        let waiting = try transaction.all(
            "SELECT criteria, position, text FROM bg.criteria_skill WHERE concept IS NULL"
        ) { row throws(PostgresError) in
            (criteria: try row.next(UUID.self), position: try row.next(Int16.self), text: try row.next(String.self))
        }.filter { LabelForm.normal($0.text) == normal }
        // Who has the skill already keeps the words beside it, as does who wrote them twice.
        return try transaction.change(
            """
            UPDATE bg.criteria_skill s SET concept = \(concept.rawValue)
            FROM (SELECT criteria, min(position) AS position
                FROM unnest(\(waiting.map(\.criteria)), \(waiting.map(\.position))) AS w (criteria, position)
                GROUP BY criteria) AS w
            WHERE s.criteria = w.criteria AND s.position = w.position AND NOT EXISTS (
                SELECT FROM bg.criteria_skill o WHERE o.criteria = s.criteria AND o.concept = \(concept.rawValue))
            """)
    }
}
