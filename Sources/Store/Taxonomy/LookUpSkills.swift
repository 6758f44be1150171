import Model
import Postgres
import Taxonomy

/// A concept that words may mean, with the label that showed it.
package struct FoundSkill: Sendable, Hashable {
    package let concept: ConceptID
    /// The label that was found, and its language.
    package let label: String
    package let language: String
    /// How well the words fit it, 0 to 1; 1 is the same words.
    package let likeness: Double
}

/// Looks up skills from what people type: any label or alias in any language; typos, word order, accents and Arabic
/// spelling do not matter. The same words come first, then those that begin so, then those that are like them; among the
/// first two preferred labels before others.
package struct LookUpSkills: Query {
    package static var isReadOnly: Bool { true }
    package let text: String
    /// Labels of this language come first among equals; null for none.
    package let language: String?
    package let limit: Int

    package init(text: String, language: String? = nil, limit: Int = 20) {
        self.text = text
        self.language = language
        self.limit = limit
    }

    /// The wider a search, the more labels are compared. What a narrower one finds comes first in a wider one as well, so
    /// the search may end as soon as there is enough.
    private static let widths = ["0.99", "0.3"]

    package func run(in transaction: Transaction) throws(StoreError) -> [FoundSkill] {
        let form = LabelForm.normal(text)
        guard !form.isEmpty else { return [] }
        var found: [FoundSkill] = []
        for width in Self.widths where found.count < limit {
            try transaction.change("SELECT set_config('pg_trgm.similarity_threshold', \(width), true)")
            found = try search(form, in: transaction)
        }
        return found
    }

    private func search(_ form: String, in transaction: Transaction) throws(StoreError) -> [FoundSkill] {
        let variants = ArabicArticle.variants(of: form)
        // The same words in another order have the same trigrams.
        let sorted = form.split(separator: " ").sorted().joined(separator: " ")
        return try transaction.all(
            """
            WITH near AS MATERIALIZED (
                SELECT l.concept, l.language, l.kind, l.text, l.normal, public.similarity(l.normal, \(form)) AS likeness
                FROM ref.label l JOIN ref.concept c ON c.id = l.concept
                WHERE (l.normal OPERATOR(public.%) \(form) OR l.normal LIKE \(Self.prefix(form))
                        OR l.normal = ANY(\(variants)))
                    AND c.kind <> 'group' AND c.status = 'current'
            ), graded AS (
                SELECT *, CASE WHEN normal = \(form) THEN 0 WHEN normal = ANY(\(variants)) THEN 1
                    WHEN likeness = 1 AND (SELECT string_agg(word, ' ' ORDER BY word COLLATE "C")
                        FROM unnest(string_to_array(normal, ' ')) AS word) = \(sorted) THEN 1
                    WHEN normal LIKE \(Self.prefix(form)) THEN 2 ELSE 3 END AS grade
                FROM near
            ), best AS (
                SELECT DISTINCT ON (concept) * FROM graded
                ORDER BY concept, grade, grade < 3 AND kind <> 'preferred',
                    grade < 3 AND language IS DISTINCT FROM \(language), likeness DESC, kind <> 'preferred',
                    language IS DISTINCT FROM \(language), text
            )
            SELECT concept, text, language, likeness::float8 FROM best
            ORDER BY grade, grade < 3 AND kind <> 'preferred', likeness DESC, language IS DISTINCT FROM \(language), concept
            LIMIT \(limit)
            """
        ) { row throws(PostgresError) in
            FoundSkill(
                concept: ConceptID(try row.next()), label: try row.next(), language: try row.next(),
                likeness: try row.next())
        }
    }

    private static func prefix(_ form: String) -> String {
        form.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
    }
}
