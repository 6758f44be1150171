import Foundation
import HTTP
import Matching
import Model

extension Member: RecordForm {
    static func read(
        _ fields: inout Fields, _ criteria: CriteriaReader, replacing old: Member?
    ) -> (record: Member, details: Details)? {
        let name = fields.text("name", limit: Limits.nameLength)
        if name == nil { fields.require("name", "give the name by which the person is called") }
        let latinName = fields.text("latin_name", limit: Limits.nameLength)
        let born = fields.parsed("born") { (text: String) throws(Violation) in try PartialDate(text) }
        let language = fields.parsed("language") { (text: String) throws(Violation) in try LanguageTag(text) }
        let origins = fields.list("origins", most: Limits.places).compactMap {
            origin($0.value, at: $0.pointer, fields.complaints)
        }
        let residences = fields.texts("residences", most: Limits.places) { (text: String) throws(Violation) in
            try Place(text)
        }
        let headline = fields.text("headline", limit: Limits.headlineLength)
        let profile = fields.value("profile").map { criteria.profile($0, at: "/profile", fields.complaints) }
        let wish = fields.value("wish").map { criteria.need($0, at: "/wish", fields.complaints) }
        let status = fields.choice("status", Status.self)
        var details = Details(consents: [])
        if old == nil {
            details.consents = fields.list("consents").compactMap {
                Consent($0.value, at: $0.pointer, fields.complaints)
            }
            details.contact = contact(&fields)
        }
        guard let name else { return nil }
        var person = Person(name: name)
        (person.latinName, person.born, person.language) = (latinName, born, language)
        (person.origins, person.residences) = (origins, residences)
        let member = Member(
            person: person, headline: headline, profile: profile ?? Profile(), wish: wish, status: status ?? .live)
        return (member, details)
    }

    func write(_ access: Access, _ criteria: CriteriaWriter, _ writer: inout JSONWriter) {
        if access >= .whole {
            writer.member("name", person.name.description)
            writer.member("latin_name", person.latinName?.description)
            writer.member("born", person.born?.description)
            writer.member("language", person.language?.description)
            writer.array("origins") { writer in
                for origin in person.origins {
                    writer.object { writer in
                        writer.member("country", origin.country)
                        writer.member("by", origin.basis.rawValue)
                        if let generation = origin.generation { writer.member("generation", generation) }
                    }
                }
            }
            writer.array("residences", person.residences.map(\.description))
        } else {
            // A masked card tells the country of the main residence and no more.
            writer.array("residences", person.residences.prefix(1).map(\.country))
        }
        writer.member("headline", headline?.description)
        writer.name("profile")
        criteria.write(profile, words: access >= .whole, &writer)
        if let wish, access >= .whole {
            writer.name("wish")
            criteria.write(wish, &writer)
        }
        writer.member("status", status.rawValue)
    }

    static func origin(_ value: JSONValue, at pointer: String, _ complaints: Complaints) -> Person.Origin? {
        guard var fields = Fields(value, at: pointer, complaints) else { return nil }
        let country = fields.parsed("country") { (text: String) throws(Violation) in
            let place = try Place(text)
            guard place.subdivision == nil else { throw Violation(.unknownCode, "give a country without a region") }
            return place.country
        }
        if country == nil { fields.require("country", "give a country of ISO 3166-1") }
        let basis = fields.choice("by", Person.Origin.Basis.self)
        if basis == nil { fields.require("by", "give birth, descent, marriage or naturalisation") }
        let generation = fields.integer("generation", in: 1...7)
        fields.end()
        guard let country, let basis else { return nil }
        do { return try Person.Origin(country: country, basis: basis, generation: generation) } catch {
            complaints.add(error.under(pointer))
            return nil
        }
    }

    private static func contact(_ fields: inout Fields) -> [String: String] {
        guard var contact = fields.nested("contact") else { return [:] }
        var kept: [String: String] = [:]
        for kind in ReachableAddress.Kind.allCases {
            kept[kind.rawValue] = contact.parsed(kind.rawValue) { (text: String) throws(Violation) in
                try ReachableAddress(text, as: kind).text
            }
        }
        kept["post"] = contact.text("post", limit: 500)?.description
        contact.end()
        return kept
    }
}

extension Consent {
    /// Null, with complaints, for what is no consent.
    init?(_ value: JSONValue, at pointer: String, _ complaints: Complaints) {
        guard var fields = Fields(value, at: pointer, complaints) else { return nil }
        let purpose = fields.choice("purpose", Purpose.self)
        if purpose == nil { fields.require("purpose", "give what is agreed to") }
        let version = fields.text("text_version", limit: 40)
        if version == nil { fields.require("text_version", "give the version of the text that was agreed to") }
        let language = fields.parsed("language") { (text: String) throws(Violation) in try LanguageTag(text) }
        if language == nil { fields.require("language", "give the language of the text") }
        let channel = fields.choice("channel", Channel.self)
        let organisation = fields.identifier("organisation", of: Organisation.self)
        let until = fields.instant("until")
        fields.end()
        guard let purpose, let version, let language else { return nil }
        self.init(
            purpose: purpose, textVersion: version.description, language: language, channel: channel ?? .web,
            organisation: organisation, until: until)
    }
}
