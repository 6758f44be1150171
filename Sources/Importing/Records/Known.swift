import Foundation
import Matching
import Model
import Store
import Taxonomy

/// What the database says about everything that a file mentions.
struct Known: Sendable {
    /// Each skill as it is understood, or why it is not.
    let skills: [String: Result<SkillMention, Violation>]
    /// Codes that no list has.
    let unknown: FindUnknownCodes.Result
    let members: Set<UUID>
    /// Identifiers of the file that records have already.
    let taken: Set<UUID>

    init(
        _ mentioned: Mentioned, for kind: ImportRecords.Kind, in transaction: StoreTransaction
    ) throws(StoreError) {
        let taxonomy = Taxonomy(try LoadTaxonomy().run(in: transaction))
        let words = mentioned.skills.filter { taxonomy.concepts(code: $0).isEmpty }
        let byLabel = try MapSkills(texts: Array(words)).run(in: transaction)
        var skills: [String: Result<SkillMention, Violation>] = [:]
        for text in mentioned.skills {
            skills[text] = Result { () throws(Violation) in
                try UnderstandSkills.understand(SkillMention(text: text, concept: nil), byLabel, taxonomy)
            }
        }
        self.skills = skills
        unknown = try FindUnknownCodes(
            places: Array(mentioned.places), languages: Array(mentioned.languages), sectors: Array(mentioned.sectors),
            organisations: Array(mentioned.organisations)
        ).run(in: transaction)
        members = try FindIdentifiers(mentioned.members, in: .member).run(in: transaction)
        taken = try FindIdentifiers(mentioned.own, in: kind.table).run(in: transaction)
    }

    /// Words that no concept answers, for the curator.
    var unmapped: [String] {
        skills.compactMap { text, mention in
            if case .success(let mention) = mention, mention.concept == nil { text } else { nil }
        }
    }
}
