import Model
import Store

/// A line about a member.
enum MemberLine {
    static let columns =
        [
            "id", "name", "latin_name", "born", "language", "origins", "residences", "email", "phone", "post",
            "headline", "status", "consents", "consent_version", "consent_language", "desk",
        ] + Lines.profileColumns() + wishColumns
    private static let wishColumns = Lines.needColumns("wish_")

    static func read(_ lines: inout Lines) -> RecordBatch.NewMember? {
        let id = lines.newIdentifier(Member.self)
        let person = person(&lines)
        let headline = lines.text("headline", limit: Limits.headlineLength)
        let (profile, wish) = (lines.profile(), lines.need("wish_"))
        let status = lines.choice("status", Member.Status.self)
        let consents = consents(&lines)
        var contact: [String: String] = [:]
        for kind in ReachableAddress.Kind.allCases {
            contact[kind.rawValue] = lines.value(kind.rawValue) { _, text throws(Violation) in
                try ReachableAddress(text, as: kind).text
            }
        }
        contact["post"] = lines.text("post", limit: 500)?.description
        guard let person else { return nil }
        let hasWish = wishColumns.contains { lines.cell($0) != nil }
        let member = Member(
            person: person, headline: headline, profile: profile, wish: hasWish ? wish : nil,
            status: status ?? .live)
        let today = lines.today
        lines.check { () throws(Violation) in try member.check(on: today) }
        return RecordBatch.NewMember(id: id, member: member, consents: consents, contact: contact)
    }

    private static func person(_ lines: inout Lines) -> Person? {
        lines.require("name", "give the name by which the person is called")
        let name = lines.text("name", limit: Limits.nameLength)
        let latinName = lines.text("latin_name", limit: Limits.nameLength)
        let born = lines.value("born") { _, text throws(Violation) in try PartialDate(text) }
        let language = lines.value("language") { lines, text throws(Violation) in try lines.language(text) }
        let origins = lines.values("origins") { lines, text throws(Violation) in try origin(text, &lines) }
        let residences = lines.values("residences") { lines, text throws(Violation) in try lines.place(text) }
        guard let name else { return nil }
        var person = Person(name: name)
        (person.latinName, person.born, person.language) = (latinName, born, language)
        (person.origins, person.residences) = (origins, residences)
        return person
    }

    /// `MA:birth` or `JM:descent:2`.
    private static func origin(_ text: String, _ lines: inout Lines) throws(Violation) -> Person.Origin {
        let parts = try Lines.cut(text, upTo: 3)
        return try Person.Origin(
            country: try lines.country(parts[0]), basis: try Lines.choice(parts[1], Person.Origin.Basis.self),
            generation: parts[2].isEmpty ? nil : try Lines.integer(parts[2], in: 1...7))
    }

    private static func consents(_ lines: inout Lines) -> [Consent] {
        let purposes = lines.values("consents") { _, text throws(Violation) in
            try Lines.choice(text, Consent.Purpose.self)
        }
        let version = lines.text("consent_version", limit: 40)
        let language = lines.value("consent_language") { lines, text throws(Violation) in try lines.language(text) }
        let desk = lines.value("desk") { lines, text throws(Violation) in try lines.organisation(text) }
        guard lines.cell("consents") != nil else { return [] }
        lines.require("consent_version", "give the version of the text that was agreed to")
        lines.require("consent_language", "give the language of the text that was agreed to")
        if purposes.contains(where: \.isSharing) { lines.require("desk", "give the desk that is shared with") }
        if let desk, let kind = lines.known?.kinds[desk.uuid] {
            for purpose in purposes where purpose.isSharing {
                do { try purpose.check(fits: kind) } catch { lines.complain("desk", error) }
            }
        }
        guard let version, let language else { return [] }
        return purposes.map {
            Consent(
                purpose: $0, textVersion: version.description, language: language, channel: .import,
                organisation: $0.isSharing ? desk : nil)
        }
    }
}
