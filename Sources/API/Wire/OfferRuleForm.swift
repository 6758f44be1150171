import Foundation
import HTTP
import Model

extension OfferRule {
    /// Null, with complaints, for what is no version of rules.
    init?(_ value: JSONValue, at pointer: String, _ complaints: Complaints) {
        guard var fields = Fields(value, at: pointer, complaints) else { return nil }
        let version = fields.integer("version", in: 1...10_000)
        if version == nil { fields.require("version", "number the versions from 1") }
        let from = fields.instant("from")
        if from == nil { fields.require("from", "give the instant from which the rules hold") }
        let until = fields.instant("until")
        let clauses = fields.list("clauses").compactMap { Self.clause($0.value, at: $0.pointer, complaints) }
        fields.end()
        guard let version, let from else { return nil }
        self.init(version: version, from: from, until: until, clauses: clauses)
    }

    /// `{"clause": "origin", "country": "JM", "any": ["birth", "descent:4"]}`, or `{"clause": "not_in_employment"}` for
    /// what only the person can confirm.
    private static func clause(_ value: JSONValue, at pointer: String, _ complaints: Complaints) -> Clause? {
        guard var fields = Fields(value, at: pointer, complaints) else { return nil }
        defer { fields.end() }
        guard let name = fields.string("clause") else {
            fields.ignore("country", "any")
            fields.require("clause", "give origin, or the name of a statement to confirm")
            return nil
        }
        guard name == "origin" else {
            guard (1...60).contains(name.utf8.count), name.utf8.allSatisfy({ (97...122).contains($0) || $0 == 95 })
            else {
                fields.complain(.unknownCode, "clause", "name a statement in small letters and underscores")
                return nil
            }
            return .attestation(name)
        }
        let country = fields.parsed("country") { (text: String) throws(Violation) in try Place(text).country }
        if country == nil { fields.require("country", "give a country of ISO 3166-1") }
        let bases = fields.texts("any") { (text: String) throws(Violation) in try basis(text) }
        if bases.isEmpty { fields.require("any", "give birth, marriage, naturalisation or descent:1 to descent:7") }
        return country.map { .origin(country: $0, anyOf: bases) }
    }

    private static func basis(_ text: String) throws(Violation) -> Basis {
        switch text {
        case "birth": return .birth
        case "marriage": return .marriage
        case "naturalisation": return .naturalisation
        default:
            guard text.hasPrefix("descent:"), let most = Int(text.dropFirst(8)), (1...7).contains(most) else {
                throw Violation(.unknownCode, "give birth, marriage, naturalisation or descent:1 to descent:7")
            }
            return .descent(upTo: most)
        }
    }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("version", version)
            writer.member("from", Instant.text(from))
            writer.member("until", until.map(Instant.text))
            writer.array("clauses") { writer in
                for clause in clauses {
                    writer.object { writer in
                        switch clause {
                        case .attestation(let name): writer.member("clause", name)
                        case .origin(let country, let bases):
                            writer.member("clause", "origin")
                            writer.member("country", country)
                            writer.array("any", bases.map(Self.text))
                        }
                    }
                }
            }
        }
    }

    private static func text(_ basis: Basis) -> String {
        switch basis {
        case .birth: "birth"
        case .marriage: "marriage"
        case .naturalisation: "naturalisation"
        case .descent(let most): "descent:\(most)"
        }
    }
}
