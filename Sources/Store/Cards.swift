import Foundation
import Model
import Postgres

/// What may be shown of somebody or something before a grant: never a person's name.
package struct CardRow: Sendable {
    package let headline: String?
    package let country: String?
    package let free: Int?
    package let label: String?
    package let closesAt: Date?
}

/// The kinds of records that have cards.
package enum CardKind: Sendable {
    case member, mentor, venture, offer
}

/// The cards of some records of a kind, in one statement.
package struct ReadCards: Reading {
    package typealias Result = [UUID: CardRow]

    package let kind: CardKind
    package let ids: [UUID]
    /// In which languages an offer's title is wanted, the best first.
    package let languages: [String]

    package init(kind: CardKind, ids: [UUID], languages: [String]) {
        self.kind = kind
        self.ids = ids
        self.languages = languages
    }

    package var statement: SQL {
        switch kind {
        case .member:
            """
            SELECT m.id, m.headline, r.country, NULL::int, NULL::text, NULL::timestamptz, NULL::jsonb
            FROM bg.member m LEFT JOIN bg.person_residence r ON r.person = m.id AND r.ordinal = 0
            WHERE m.id = ANY(\(ids))
            """
        case .mentor:
            """
            SELECT m.id, m.headline, r.country, greatest(m.capacity - m.held, 0), NULL::text, NULL::timestamptz,
                NULL::jsonb
            FROM bg.mentor m LEFT JOIN bg.person_residence r ON r.person = m.id AND r.ordinal = 0
            WHERE m.id = ANY(\(ids))
            """
        case .venture:
            """
            SELECT v.id, v.name, o.country, NULL::int, v.stage, NULL::timestamptz, NULL::jsonb
            FROM bg.venture v JOIN bg.organisation o ON o.id = v.organisation WHERE v.id = ANY(\(ids))
            """
        case .offer:
            """
            SELECT f.id, NULL::text, o.country, f.places - f.taken, f.kind, f.closes_at, f.title
            FROM bg.offer f JOIN bg.organisation o ON o.id = f.centre WHERE f.id = ANY(\(ids))
            """
        }
    }

    package func result(of rows: Rows) throws(StoreError) -> Result {
        let cards = try rows.all { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            let headline = try row.nextOptional(String.self)
            let country = try row.nextOptional(String.self)
            let free = try row.nextOptional(Int.self)
            let label = try row.nextOptional(String.self)
            let closesAt = try row.nextOptional(Date.self)
            var title: String?
            if let json = try row.nextOptional(JSONText.self),
                let texts = try? JSONDecoder().decode([String: String].self, from: Data(json.text.utf8))
            {
                title =
                    (languages + ["en"]).lazy.compactMap { texts[$0] }.first
                    ?? texts.min { $0.key < $1.key }?.value
            }
            return (
                id, CardRow(headline: title ?? headline, country: country, free: free, label: label, closesAt: closesAt)
            )
        }
        return Dictionary(cards, uniquingKeysWith: { first, _ in first })
    }
}
