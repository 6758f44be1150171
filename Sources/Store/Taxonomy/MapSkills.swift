import Model
import Postgres
import Taxonomy

/// Finds the concepts that words name exactly, in any language, case and spelling of accents: one by a preferred label
/// wins over those by others; several are for the caller to choose from.
package struct MapSkills: Query {
    package static var isReadOnly: Bool { true }
    package let texts: [String]

    package init(texts: [String]) { self.texts = texts }

    /// By text; words that name nothing have no entry.
    package func run(in transaction: Transaction) throws(StoreError) -> [String: [ConceptID]] {
        let forms = texts.map { LabelForm.normal($0) }
        // The labels first, and once: without statistics the planner would look them up for each concept.
        let rows = try transaction.all(
            """
            WITH named AS MATERIALIZED (SELECT normal, concept, kind FROM ref.label WHERE normal = ANY(\(forms)))
            SELECT n.normal, n.concept, bool_or(n.kind = 'preferred')
            FROM named n JOIN ref.concept c ON c.id = n.concept
            WHERE c.kind <> 'group' AND c.status = 'current'
            GROUP BY 1, 2 ORDER BY 2
            """
        ) { row throws(PostgresError) in
            (normal: try row.next(String.self), concept: ConceptID(try row.next()), preferred: try row.next(Bool.self))
        }
        let named = Dictionary(grouping: rows, by: \.normal)
        var found: [String: [ConceptID]] = [:]
        for (text, form) in zip(texts, forms) {
            guard let all = named[form] else { continue }
            let preferred = all.filter(\.preferred)
            found[text] = (preferred.isEmpty ? all : preferred).map(\.concept)
        }
        return found
    }
}
