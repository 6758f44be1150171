import Foundation
import Model

/// Cells that refer to something that the database must know.
extension Lines {
    /// Each spelling is understood once for the whole file: reading the same words a million times took half of the time.
    mutating func skill(_ text: String) throws(Violation) -> SkillMention {
        guard let known else {
            mentioned.skills.insert(text)
            return SkillMention(text: text, concept: nil)
        }
        return try known.skills[text]?.get() ?? SkillMention(text: text, concept: nil)
    }

    mutating func place(_ text: String) throws(Violation) -> Place {
        let place = try Place(text)
        mentioned.places.insert(place)
        if let known, known.unknown.places.contains(place.description) {
            throw Violation(.unknownCode, "give a country of ISO 3166-1 or a region of ISO 3166-2")
        }
        return place
    }

    mutating func country(_ text: String) throws(Violation) -> String {
        let place = try place(text)
        guard place.subdivision == nil else { throw Violation(.unknownCode, "give a country without a region") }
        return place.country
    }

    mutating func language(_ text: String) throws(Violation) -> LanguageTag {
        let tag = try LanguageTag(text)
        mentioned.languages.insert(tag.primary)
        if let known, known.unknown.languages.contains(tag.primary) {
            throw Violation(.unknownCode, "give a language of ISO 639")
        }
        return tag
    }

    mutating func sector(_ text: String) throws(Violation) -> SectorCode {
        let code = try SectorCode(text)
        mentioned.sectors.insert(code.description)
        if let known, known.unknown.sectors.contains(code.description) {
            throw Violation(.unknownCode, "give a code of ISIC Rev.4 that is imported here")
        }
        return code
    }

    mutating func member(_ text: String) throws(Violation) -> Identifier<Member> {
        let identifier: Identifier<Member> = try Self.identifier(text)
        mentioned.members.insert(identifier.uuid)
        if let known, !known.members.contains(identifier.uuid) {
            throw Violation(.unknownCode, "name a member who exists")
        }
        return identifier
    }

    mutating func organisation(_ text: String) throws(Violation) -> Identifier<Organisation> {
        let identifier: Identifier<Organisation> = try Self.identifier(text)
        mentioned.organisations.insert(identifier.uuid)
        if let known, known.unknown.organisations.contains(identifier.description) {
            throw Violation(.unknownCode, "name an organisation that exists")
        }
        return identifier
    }

    /// The identifier that the column `id` gives the record, or a new one.
    mutating func newIdentifier<Entity>(_ type: Entity.Type) -> Identifier<Entity> {
        let given: Identifier<Entity>? = value("id") { _, text throws(Violation) in try Self.identifier(text) }
        guard let given else { return .new(at: now) }
        claim(given.uuid, "id")
        return given
    }
}
