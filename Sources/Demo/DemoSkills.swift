import Model

/// The skills that the demo names, as the taxonomy at hand knows them.
package struct DemoSkills: Sendable {
    private let conceptByCode: @Sendable (String) -> (ConceptID, String)?
    private let essentialByOccupation: @Sendable (String) -> [(ConceptID, String)]

    /// - Parameters:
    ///   - concept: a concept and its English label, by the first characters of its URI's UUID.
    ///   - essential: the essential skills of an occupation by its code, in the order of their URIs.
    package init(
        concept: @escaping @Sendable (String) -> (ConceptID, String)?,
        essential: @escaping @Sendable (String) -> [(ConceptID, String)]
    ) {
        conceptByCode = concept
        essentialByOccupation = essential
    }

    /// A taxonomy that lacks a skill of the demo: the starter was not imported.
    package struct Missing: Error, CustomStringConvertible {
        let code: String
        package var description: String { "the taxonomy has no skill \(code): run braingain import starter first" }
    }

    func mention(_ code: String) throws(Missing) -> SkillMention {
        guard let (concept, label) = conceptByCode(code) else { throw Missing(code: code) }
        return SkillMention(text: label, concept: concept)
    }

    func essential(of occupation: String) -> [SkillMention] {
        essentialByOccupation(occupation).map { SkillMention(text: $0.1, concept: $0.0) }
    }
}
