/// One sort of thing that an import tells: what was taken, and every defect that files are known to have.
package enum ImportFinding: String, Sendable, Hashable, CaseIterable {
    case taken = "rows taken"
    case fileNotUsed = "file not used"
    case malformedRow = "rows that cannot be read"
    case missingURI = "rows without a URI"
    case repeatedRow = "repeated rows"
    case unknownOccupation = "relations to an occupation that is missing"
    case unknownSkill = "relations to a skill that is missing"
    case unknownChild = "broader relations from an unknown concept"
    case unknownParent = "broader relations to an unknown concept"
    case selfRelation = "relations of a concept to itself"
    case unknownRelation = "relations of an unknown kind"
    case missingType = "skills without a type, taken as skills"
    case missingReuseLevel = "skills without a reuse level"
    case blankLabel = "blank labels; the English one is shown"
    case missingLabel = "concepts without a label in this language; the English one is shown"
    case strayPreferredSpace = "preferred labels with stray spaces, trimmed"
    case strayOtherSpace = "other labels with stray spaces, trimmed"
    case repeatedLabel = "labels given twice for one concept"
    case ambiguousLabel = "labels of more than one concept"
    case unusedSkill = "skills that no occupation uses"
    case noEssentialSkill = "occupations without an essential skill"
    case unknownParentCode = "codes under a code that is missing"

    package enum Outcome: Sendable { case taken, leftOut, repaired, noted }

    /// What was done about it.
    package var outcome: Outcome {
        switch self {
        case .taken: .taken
        case .fileNotUsed, .malformedRow, .missingURI, .repeatedRow, .unknownOccupation, .unknownSkill, .unknownChild,
            .unknownParent, .selfRelation, .unknownRelation, .repeatedLabel, .unknownParentCode:
            .leftOut
        case .missingType, .blankLabel, .missingLabel, .strayPreferredSpace, .strayOtherSpace: .repaired
        case .missingReuseLevel, .ambiguousLabel, .unusedSkill, .noEssentialSkill: .noted
        }
    }
}
