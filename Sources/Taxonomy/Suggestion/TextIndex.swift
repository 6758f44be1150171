import Model

/// Finds skills and occupations in what people write: a job title, a sentence of a CV, a desk's note; in any language
/// that labels are in, with other forms of a word and mistypings. Immutable; a copy costs one reference.
package struct TextIndex: Sendable {
    private let storage: Storage

    private final class Storage: Sendable {
        let table: WordTable
        let likeness: WordLikeness
        let substitutes: Substitutes
        let skills: LabelIndex<ConceptID>
        let occupations: LabelIndex<String>

        init(_ taxonomy: Taxonomy, _ names: NameRecords) {
            var table = WordTable()
            var skills = LabelledDocuments<ConceptID>()
            for concept in taxonomy.concepts where concept.kind != .group && !concept.isRetired {
                skills.add(concept.id, names: names.skills[concept.id] ?? [], about: [], &table)
            }
            var occupations = LabelledDocuments<String>()
            for occupation in taxonomy.occupations {
                let about = occupation.essential.map { taxonomy.label(of: $0, in: "en") }
                occupations.add(
                    occupation.code, names: names.occupations[occupation.code] ?? [], about: about, &table)
            }
            self.skills = LabelIndex(skills, table)
            self.occupations = LabelIndex(occupations, table)
            let offset = Int32(skills.subjects.count)
            substitutes = Substitutes(
                skills.labels.map { ($0.document, $0.words) }
                    + occupations.labels.map { (offset + $0.document, $0.words) }, words: table.count)
            likeness = WordLikeness(table.words)
            self.table = table
        }
    }

    /// Something that a text speaks of.
    package struct Found<Subject: Sendable>: Sendable {
        package let subject: Subject
        /// 0 to 1; 1 is a label word for word.
        package let score: Double
        /// The label that showed it, and its language.
        package let label: String
        package let language: String
        /// The words of the text on which it rests, as they were typed.
        package let words: [String]
    }

    package init(_ taxonomy: Taxonomy, _ names: NameRecords) { storage = Storage(taxonomy, names) }

    /// The index of a taxonomy without labels.
    package init() { self.init(Taxonomy(), NameRecords()) }

    /// The skills that a text speaks of, the best first.
    /// - Parameter language: among labels that fit alike one of this language counts; null for none.
    package func skills(_ text: String, language: String? = nil, limit: Int) -> [Found<ConceptID>] {
        found(text, in: storage.skills, language, limit)
    }

    /// The occupations that a text speaks of by their codes, the best first.
    package func occupations(_ text: String, language: String? = nil, limit: Int) -> [Found<String>] {
        found(text, in: storage.occupations, language, limit)
    }

    private func found<Subject>(
        _ text: String, in index: LabelIndex<Subject>, _ language: String?, _ limit: Int
    ) -> [Found<Subject>] {
        let asked = AskedWords(text, storage.table, answers: answers)
        return index.hits(asked, language: language, limit: limit).map { hit in
            var words: [String] = []
            for word in hit.asked.map({ asked.words[$0].typed }) where !words.contains(word) { words.append(word) }
            return Found(
                subject: hit.subject, score: Double(hit.score), label: hit.name.text, language: hit.name.language,
                words: words)
        }
    }

    /// The words of the labels that can stand for one: itself, its substitutes, and those that are spelt like it.
    private func answers(to word: AskedWords.Word) -> [(word: Int32, likeness: Float)] {
        let alike = storage.likeness.words(like: word.normal, atLeast: Fitting.spelling)
        guard let number = word.number else { return alike }
        return [(word: number, likeness: Float(1))] + storage.substitutes[number] + alike
    }
}
