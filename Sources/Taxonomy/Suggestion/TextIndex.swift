import Model

/// Finds skills and occupations in what people write: a job title, a sentence of a CV, a desk's note; in any language
/// that labels are in, with other forms of a word and mistypings. Immutable; a copy costs one reference.
package struct TextIndex: Sendable {
    private let storage: Storage

    private final class Storage: Sendable {
        let table: WordTable
        let likeness: WordLikeness
        let substitutes: Substitutes
        let translations: Translations
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
            let labels =
                skills.labels.map { (owner: $0.document, name: $0.name, words: $0.words) }
                + occupations.labels.map { (owner: offset + $0.document, name: $0.name, words: $0.words) }
            substitutes = Substitutes(labels.map { ($0.owner, $0.words) }, words: table.count)
            translations = Translations(
                labels.filter { $0.name.kind == .preferred }.map { ($0.owner, $0.name.language, $0.words) },
                words: table.count)
            likeness = WordLikeness(table.words)
            self.table = table
        }
    }

    /// Something that a text speaks of.
    package struct Found<Subject: Sendable>: Sendable {
        package let subject: Subject
        /// 0 to 1, falling along a list; 1 is a label word for word. What rests on the same words as others before it has
        /// a little less.
        package let score: Double
        /// The label that showed it, and its language.
        package let label: String
        package let language: String
        /// The words of the text on which it rests, as they were typed; of one with more than forty characters the beginning, with
        /// an ellipsis.
        package let words: [String]
    }

    package init(_ taxonomy: Taxonomy, _ names: NameRecords) { storage = Storage(taxonomy, names) }

    /// The index of a taxonomy without labels.
    package init() { self.init(Taxonomy(), NameRecords()) }

    /// A text with the words of the labels that answer it, worked out once for whatever is sought.
    package struct Question: Sendable {
        fileprivate let asked: AskedWords
    }

    package func question(_ text: String) -> Question {
        var shared = WordLikeness.Shared(storage.likeness)
        return Question(asked: AskedWords(text, storage.table) { answers(to: $0, &shared) })
    }

    /// The skills that a text speaks of, the best first.
    /// - Parameter language: among labels that fit alike one of this language counts; null for none.
    package func skills(_ question: Question, language: String? = nil, limit: Int) -> [Found<ConceptID>] {
        found(question.asked, in: storage.skills, language, limit)
    }

    /// The occupations that a text speaks of by their codes, the best first.
    package func occupations(_ question: Question, language: String? = nil, limit: Int) -> [Found<String>] {
        found(question.asked, in: storage.occupations, language, limit)
    }

    private func found<Subject>(
        _ asked: AskedWords, in index: LabelIndex<Subject>, _ language: String?, _ limit: Int
    ) -> [Found<Subject>] {
        index.hits(asked, language: language, limit: limit).map { hit in
            var words: [String] = []
            for word in asked.telling(hit.asked).map(\.typed) where !words.contains(word) { words.append(word) }
            return Found(
                subject: hit.subject, score: Double(hit.score), label: hit.name.text, language: hit.name.language,
                words: words)
        }
    }

    /// The words of the labels that can stand for one: itself, its substitutes and translations, and those that are spelt
    /// like it.
    private func answers(
        to word: AskedWords.Word, _ shared: inout WordLikeness.Shared
    ) -> [(word: Int32, likeness: Float)] {
        let alike = storage.likeness.words(like: word.normal, atLeast: Fitting.spelling, &shared)
        guard let number = word.number else { return alike }
        return [(word: number, likeness: Float(1))] + storage.substitutes[number] + storage.translations[number] + alike
    }
}
