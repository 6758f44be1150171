import Model
import Taxonomy

/// A taxonomy with all its names, and what is left of them when some are held out.
struct NamedWorld {
    let taxonomy: Taxonomy
    let names: NameRecords
    let skills: [ConceptID]

    init(_ content: TaxonomyContent) {
        taxonomy = Taxonomy(TaxonomyRecords(content, related: [], version: "esco"))
        names = NameRecords(content)
        skills = taxonomy.concepts.filter { $0.kind != .group && !$0.isRetired }.map(\.id)
    }

    /// Leaves out one name of each occupation, whichever kind and language it has there.
    func leavingOutTitles(_ choose: ([NameRecords.Name]) -> NameRecords.Name?) -> HeldOut<String> {
        var held = HeldOut<String>(names: names)
        for code in taxonomy.occupations.map(\.code) {
            let all = names.occupations[code] ?? []
            guard let chosen = choose(all) else { continue }
            held.names.occupations[code] = Self.leavingOut(chosen, of: all)
            held.asked.append((code, chosen.text))
        }
        return held
    }

    /// Leaves out one name in a language of some skills that have several.
    func leavingOutPhrases(_ language: String, count: Int, _ dice: inout Dice) -> HeldOut<ConceptID> {
        var held = HeldOut<ConceptID>(names: names)
        for skill in skills.shuffled(using: &dice) where held.asked.count < count {
            let all = names.skills[skill] ?? []
            let others = Self.others(of: all, language)
            guard !others.isEmpty else { continue }
            let chosen = others[dice.roll(0..<others.count)]
            held.names.skills[skill] = Self.leavingOut(chosen, of: all)
            held.asked.append((skill, chosen.text))
        }
        return held
    }

    /// The names in a language that are not preferred ones in other letters.
    static func others(of names: [NameRecords.Name], _ language: String) -> [NameRecords.Name] {
        let preferred = Set(names.filter { $0.kind == .preferred }.map { LabelForm.normal($0.text) })
        return names.filter { $0.language == language && !preferred.contains(LabelForm.normal($0.text)) }
    }

    /// Without the name in any language.
    private static func leavingOut(_ name: NameRecords.Name, of names: [NameRecords.Name]) -> [NameRecords.Name] {
        let normal = LabelForm.normal(name.text)
        return names.filter { LabelForm.normal($0.text) != normal }
    }
}

/// Names that were left out, and all others.
struct HeldOut<Subject> {
    var names: NameRecords
    var asked: [(subject: Subject, text: String)] = []
}
