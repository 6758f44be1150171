import Model

/// What skills and occupations are called: every label in every language. Kept apart from ``TaxonomyRecords``, since only
/// the search in texts needs more than preferred labels.
package struct NameRecords: Sendable {
    package struct Name: Sendable {
        package let language: String
        package let kind: TaxonomyContent.Label.Kind
        package let text: String

        package init(language: String, kind: TaxonomyContent.Label.Kind, text: String) {
            self.language = language
            self.kind = kind
            self.text = text
        }
    }

    package var skills: [ConceptID: [Name]] = [:]
    /// By code.
    package var occupations: [String: [Name]] = [:]

    package init() {}

    /// The names of a content that no database has numbered, with the numbers that ``TaxonomyRecords`` gives it.
    package init(_ content: TaxonomyContent) {
        for label in content.labels {
            skills[ConceptID(Int32(label.subject + 1)), default: []].append(Name(label))
        }
        for label in content.occupationLabels {
            occupations[content.occupations[label.subject].code, default: []].append(Name(label))
        }
    }
}

extension NameRecords.Name {
    fileprivate init(_ label: TaxonomyContent.Label) {
        self.init(language: label.language, kind: label.kind, text: label.text)
    }
}
