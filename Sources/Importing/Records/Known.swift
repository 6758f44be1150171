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
    /// Of the organisations that there are.
    let kinds: [UUID: Organisation.Kind]
    let members: Set<UUID>
    /// Identifiers of the file that records have already.
    let taken: Set<UUID>

    init(
        _ mentioned: Mentioned, for kind: ImportRecords.Kind, in transaction: StoreTransaction
    ) throws(StoreError) {
        let taxonomy = Taxonomy(try LoadTaxonomy().run(in: transaction))
        var plain: [String: Result<SkillMention, Violation>] = [:]
        for text in mentioned.skills {
            plain[text] = Result { () throws(Violation) in
                SkillMention(text: try PlainText(text).description, concept: nil)
            }
        }
        let words = Set(plain.values.compactMap { try? $0.get().text }).filter { taxonomy.concepts(code: $0).isEmpty }
        let byLabel = try MapSkills(texts: Array(words)).run(in: transaction)
        skills = plain.mapValues { mention in
            Result { () throws(Violation) in try UnderstandSkills.understand(try mention.get(), byLabel, taxonomy) }
        }
        unknown = try FindUnknownCodes(
            places: Array(mentioned.places), languages: Array(mentioned.languages), sectors: Array(mentioned.sectors),
            organisations: Array(mentioned.organisations)
        ).run(in: transaction)
        kinds = try FindKinds(of: Array(mentioned.organisations)).run(in: transaction)
        members = try FindIdentifiers(mentioned.members, in: .member).run(in: transaction)
        taken = try FindIdentifiers(mentioned.own, in: kind.table).run(in: transaction)
    }

    /// Words that no concept answers, for the curator.
    var unmapped: Set<String> {
        Set(skills.values.compactMap { try? $0.get() }.filter { $0.concept == nil }.map(\.text))
    }
}
