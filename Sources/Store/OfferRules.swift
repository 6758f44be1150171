import Foundation
import Model
import Postgres

/// The rules of offers, whose clauses are kept as JSON.
enum OfferRules {
    static func replace(_ offer: UUID, _ rules: [OfferRule], in transaction: Transaction) throws(StoreError) {
        try transaction.change("DELETE FROM bg.offer_rule WHERE offer = \(offer)")
        for rule in rules {
            let clauses = rule.clauses.map(StoredClause.init)
            let json = (try? JSONEncoder().encode(clauses)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
            try transaction.change(
                """
                INSERT INTO bg.offer_rule (offer, version, valid, clauses)
                VALUES (\(offer), \(Int16(rule.version)), tstzrange(\(rule.from), \(rule.until)), \(JSONText(json)))
                """)
        }
    }

    /// The rules of some offers, in the order of their versions; of all offers when null is given.
    static func read(_ offers: [UUID]?, in transaction: Transaction) throws(StoreError) -> [UUID: [OfferRule]] {
        // Many offers have the same clauses.
        var known: [String: [OfferRule.Clause]] = [:]
        let rules = try transaction.all(
            """
            SELECT offer, version, lower(valid), upper(valid), clauses FROM bg.offer_rule
            WHERE \(offers)::uuid[] IS NULL OR offer = ANY(\(offers)) ORDER BY offer, version
            """
        ) { row throws(PostgresError) in
            let offer = try row.next(UUID.self)
            let version = try row.next(Int.self)
            let from = try row.next(Date.self)
            let until = try row.nextOptional(Date.self)
            let json = try row.next(JSONText.self).text
            if known[json] == nil { known[json] = try StoredClause.clauses(json) }
            return (offer, OfferRule(version: version, from: from, until: until, clauses: known[json] ?? []))
        }
        return Dictionary(grouping: rules, by: \.0).mapValues { $0.map(\.1) }
    }
}

/// A clause as its JSON in the database.
private struct StoredClause: Codable {
    static func clauses(_ json: String) throws(PostgresError) -> [OfferRule.Clause] {
        guard let stored = try? JSONDecoder().decode([StoredClause].self, from: Data(json.utf8)) else {
            throw .unexpectedResult("clauses that the program does not know")
        }
        return stored.compactMap(\.clause)
    }

    var clause: OfferRule.Clause? {
        guard let country else { return .attestation(kind) }
        let bases = (any ?? []).compactMap { text -> OfferRule.Basis? in
            switch text {
            case "birth": .birth
            case "marriage": .marriage
            case "naturalisation": .naturalisation
            default: text.hasPrefix("descent:") ? Int(text.dropFirst(8)).map { .descent(upTo: $0) } : nil
            }
        }
        return .origin(country: country, anyOf: bases)
    }

    private let kind: String
    private var country: String?
    private var any: [String]?

    init(_ clause: OfferRule.Clause) {
        switch clause {
        case .attestation(let name): kind = name
        case .origin(let country, let bases):
            kind = "origin"
            self.country = country
            any = bases.map { basis in
                switch basis {
                case .birth: "birth"
                case .marriage: "marriage"
                case .naturalisation: "naturalisation"
                case .descent(let generations): "descent:\(generations)"
                }
            }
        }
    }
}
