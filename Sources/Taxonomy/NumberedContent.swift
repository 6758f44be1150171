import Model

extension TaxonomyRecords {
    /// The records of a content that no database has numbered: a concept's number is its position in the content plus 1.
    ///
    /// - Parameters:
    ///   - related: what ``Relatedness`` computed of the same content.
    ///   - sectors: ISIC's codes.
    package init(
        _ content: TaxonomyContent, related: [[Related]], sectors: [CodeListEntry] = [], version: String
    ) {
        func id(_ position: Int) -> ConceptID { ConceptID(Int32(position + 1)) }
        self.init(version: version)
        self.sectors = sectors
        concepts = content.concepts.enumerated().map { position, concept in
            Concept(
                id: id(position), code: concept.code, uri: concept.uri, kind: concept.kind,
                transversal: concept.transversal, status: concept.status)
        }
        labels = content.labels.filter { $0.kind == .preferred }.map {
            Label(concept: id($0.subject), language: $0.language, text: $0.text)
        }
        broader = content.relations.filter { $0.kind == .broader }.map { (id($0.from), id($0.to)) }
        replaced = content.relations.filter { $0.kind == .replacedBy }.map { (id($0.from), id($0.to)) }
        neighbours = related.enumerated().map { position, related in
            let neighbours = related.map {
                Neighbour(other: id($0.other), alike: $0.alike, usedTogether: $0.usedTogether)
            }
            return (id(position), neighbours)
        }
        occupations = content.occupations.map {
            Occupation(code: $0.code, uri: $0.uri, isco: $0.isco, isic: $0.isic)
        }
        for label in content.occupationLabels where label.kind == .preferred {
            occupations[label.subject].labels[label.language] = label.text
        }
        for use in content.occupationSkills {
            let skills = use.essential ? \Occupation.essential : \Occupation.optional
            occupations[use.occupation][keyPath: skills].append(id(use.concept))
        }
    }
}
