import Model
import Taxonomy

/// Finds the occupations and skills that a text speaks of: a job title, a sentence of a CV, a desk's note. The text is
/// kept nowhere.
package struct SuggestConcepts: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case occupations, skills }

    package let text: PlainText
    /// The language that the words are in, a primary subtag; null where nobody said.
    package let language: String?
    package let kinds: Set<Kind>
    /// The most of each kind.
    package let limit: Int

    package init(_ text: PlainText, language: String?, kinds: Set<Kind>, limit: Int) {
        self.text = text
        self.language = language
        self.kinds = kinds
        self.limit = limit
    }

    /// What is found, the best of each kind first; null for a kind that is not asked.
    package struct Suggestions: Sendable {
        package var occupations: [(found: TextIndex.Found<String>, occupation: TaxonomyRecords.Occupation)]?
        package var skills: [TextIndex.Found<ConceptID>]?
    }

    package func run(in service: Service) throws(MatchingError) -> Suggestions {
        let snapshot = try service.snapshot()
        let texts = snapshot.texts
        let question = texts.question(text.description)
        var suggestions = Suggestions()
        if kinds.contains(.occupations) {
            let found = texts.occupations(question, language: language, limit: limit)
            suggestions.occupations = found.compactMap { found in
                snapshot.taxonomy.occupation(found.subject).map { (found, $0) }
            }
        }
        if kinds.contains(.skills) {
            suggestions.skills = texts.skills(question, language: language, limit: limit)
        }
        return suggestions
    }
}
