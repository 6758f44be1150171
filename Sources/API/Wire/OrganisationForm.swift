import Foundation
import HTTP
import Matching
import Model

extension Organisation: RecordForm {
    static func read(
        _ fields: inout Fields, _ criteria: CriteriaReader, replacing old: Organisation?
    ) -> (record: Organisation, details: NoDetails)? {
        let parent = fields.identifier("parent", of: Organisation.self)
        let kind = fields.choice("kind", Kind.self)
        if kind == nil { fields.require("kind", "give what sort of organisation it is") }
        let name = LocalizedText.read("name", &fields)
        let place = fields.parsed("place") { (text: String) throws(Violation) in try Place(text) }
        if place == nil { fields.require("place", "give its country or region in ISO 3166") }
        let zone = fields.string("zone")
        if zone == nil { fields.require("zone", "give the zone of its clock such as Africa/Casablanca") }
        let status = fields.choice("status", Status.self)
        guard let kind, let name, let place, let zone else { return nil }
        let organisation = Organisation(
            parent: parent, kind: kind, name: name, place: place, zone: zone, status: status ?? .active)
        return (organisation, NoDetails())
    }

    func write(_ access: Access, _ criteria: CriteriaWriter, _ writer: inout JSONWriter) {
        writer.member("parent", parent?.description)
        writer.member("kind", kind.rawValue)
        name.write("name", &writer)
        writer.member("place", place.description)
        writer.member("zone", zone)
        writer.member("status", status.rawValue)
    }
}

extension LocalizedText {
    /// Reads `{"fr": "…", "ar": "…"}`; null, with a complaint, without any.
    static func read(_ name: String, _ fields: inout Fields) -> LocalizedText? {
        guard let value = fields.value(name) else {
            fields.require(name, "give the text by language such as {\"fr\": \"…\"}")
            return nil
        }
        guard let texts = value.object else {
            fields.complain(.typeMismatch, name, "give the text by language such as {\"fr\": \"…\"}")
            return nil
        }
        var plain: [String: PlainText] = [:]
        for member in texts.members {
            let place = "\(fields.pointer)/\(name)\(JSONPointer().appending(member.name))"
            do {
                let language = try LanguageTag(member.name).primary
                guard let text = member.value.string else { throw Violation(.typeMismatch, "give a text") }
                plain[language] = try PlainText(text)
            } catch let violation as Violation {
                fields.complaints.add(violation.under(place))
            } catch {
                return nil
            }
        }
        do { return try LocalizedText(plain) } catch {
            fields.require(name, error.remedy)
            return nil
        }
    }

    func write(_ name: StaticString, _ writer: inout JSONWriter) {
        writer.object(name) { writer in
            for (language, text) in byLanguage.sorted(by: { $0.key < $1.key }) {
                writer.name(escaping: language)
                writer.value(text.description)
            }
        }
    }
}
