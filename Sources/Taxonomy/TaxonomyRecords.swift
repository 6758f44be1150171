import Model

/// What a ``Taxonomy`` is made of: the database's rows, or a test's own.
package struct TaxonomyRecords: Sendable {
    package struct Concept: Sendable {
        package var id: ConceptID
        package var code: String
        package var uri: String?
        package var kind: TaxonomyContent.Concept.Kind
        package var transversal: Bool
        package var status: TaxonomyContent.Concept.Status

        package init(
            id: ConceptID, code: String, uri: String? = nil, kind: TaxonomyContent.Concept.Kind = .skill,
            transversal: Bool = false, status: TaxonomyContent.Concept.Status = .current
        ) {
            self.id = id
            self.code = code
            self.uri = uri
            self.kind = kind
            self.transversal = transversal
            self.status = status
        }
    }

    /// A preferred label.
    package struct Label: Sendable {
        package var concept: ConceptID
        package var language: String
        package var text: String

        package init(concept: ConceptID, language: String, text: String) {
            self.concept = concept
            self.language = language
            self.text = text
        }
    }

    package struct Occupation: Sendable {
        package var code: String
        package var uri: String?
        package var isco: String
        package var isic: String?
        /// Preferred labels by language.
        package var labels: [String: String]
        package var essential: [ConceptID]
        package var optional: [ConceptID]

        package init(
            code: String, uri: String? = nil, isco: String = "", isic: String? = nil, labels: [String: String] = [:],
            essential: [ConceptID] = [], optional: [ConceptID] = []
        ) {
            self.code = code
            self.uri = uri
            self.isco = isco
            self.isic = isic
            self.labels = labels
            self.essential = essential
            self.optional = optional
        }
    }

    package var version: String
    package var concepts: [Concept] = []
    package var labels: [Label] = []
    /// Pairs of a concept and one broader than it.
    package var broader: [(concept: ConceptID, broader: ConceptID)] = []
    /// Pairs of a retired concept and its successor.
    package var replaced: [(concept: ConceptID, by: ConceptID)] = []
    package var neighbours: [(concept: ConceptID, neighbours: [Neighbour])] = []
    package var sectors: [CodeListEntry] = []
    package var occupations: [Occupation] = []

    package init(version: String) { self.version = version }
}
