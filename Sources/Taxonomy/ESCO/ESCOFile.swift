/// What a file of an ESCO download holds, by its name.
///
/// Labels come one language a file (`skills_fr.csv`); relations come without a language (v1.1) or with one (v1.2), which
/// says nothing about them.
struct ESCOFile: Hashable {
    enum Content: String {
        case skills
        case skillGroups
        case occupations
        case occupationGroups = "ISCOGroups"
        case transversalSkills = "transversalSkillsCollection"
        case occupationSkills = "occupationSkillRelations"
        case skillSkills = "skillSkillRelations"
        case broaderSkills = "broaderRelationsSkillPillar"
    }

    let content: Content
    /// A primary language subtag; English where the name has none.
    let language: String

    /// Null for a file that the taxonomy does not need, such as a collection or ISCO's own hierarchy.
    init?(name: String) {
        guard let stem = name.split(separator: ".").first else { return nil }
        let parts = stem.split(separator: "_", maxSplits: 1)
        guard let content = parts.first.flatMap({ Content(rawValue: String($0)) }) else { return nil }
        self.content = content
        language = parts.count == 2 ? String(parts[1].prefix { $0 != "-" && $0 != "_" }).lowercased() : "en"
    }
}
