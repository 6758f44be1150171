import Foundation
import Postgres
import Taxonomy

/// Brings in the codes of a list: new ones and changed titles; what is there and not given stays.
package struct WriteCodes: Query {
    package static var role: StoreRole? { .owner }

    /// A list of codes.
    package enum List: Sendable {
        case isic, sdg, gcm, currency, cefr
        case countries, regions, languages
    }

    package let list: List
    package let entries: [CodeListEntry]

    package init(_ list: List, _ entries: [CodeListEntry]) {
        self.list = list
        self.entries = entries
    }

    /// How many codes are new or have changed.
    package func run(in transaction: Transaction) throws(StoreError) -> Int {
        let codes = entries.map(\.code)
        let parents = NullableArray(entries.map(\.parent))
        let titles = entries.map { entry in
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return (try? encoder.encode(entry.titles)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }
        let changed =
            switch list {
            case .countries, .languages:
                try transaction.change(
                    """
                    INSERT INTO \(literally: list.table) AS old (\(literally: list == .countries ? "code" : "tag"), names)
                    SELECT code, titles::jsonb FROM unnest(\(codes), \(titles)) AS given (code, titles)
                    ON CONFLICT (\(literally: list == .countries ? "code" : "tag")) DO UPDATE
                        SET names = old.names || excluded.names WHERE old.names || excluded.names <> old.names
                    """)
            case .regions:
                try transaction.change(
                    """
                    INSERT INTO ref.region AS old (code, country, name)
                    SELECT code, parent, titles::jsonb ->> 'en'
                    FROM unnest(\(codes), \(parents), \(titles)) AS given (code, parent, titles)
                    ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE old.name <> excluded.name
                    """)
            case .isic, .sdg, .gcm, .currency, .cefr:
                try transaction.change(
                    """
                    INSERT INTO ref.code AS old (scheme, code, parent, titles)
                    SELECT \(list.table), code, parent, titles::jsonb
                    FROM unnest(\(codes), \(parents), \(titles)) AS given (code, parent, titles)
                    ON CONFLICT (scheme, code) DO UPDATE SET parent = excluded.parent, titles = old.titles || excluded.titles
                        WHERE (old.parent, old.titles || excluded.titles) IS DISTINCT FROM (excluded.parent, old.titles)
                    """)
            }
        // Sectors are part of what is computed with.
        if changed > 0, list == .isic { try transaction.change("INSERT INTO log.change (kind) VALUES ('taxonomy')") }
        return changed
    }
}

extension WriteCodes.List {
    /// The table, or the scheme within the table of codes.
    fileprivate var table: String {
        switch self {
        case .isic: "isic"
        case .sdg: "sdg"
        case .gcm: "gcm"
        case .currency: "currency"
        case .cefr: "cefr"
        case .countries: "ref.country"
        case .regions: "ref.region"
        case .languages: "ref.language"
        }
    }
}

/// The titles of a list of codes.
package struct ReadCodes: Query {
    package static var isReadOnly: Bool { true }
    package let list: WriteCodes.List

    package init(_ list: WriteCodes.List) { self.list = list }

    package func run(in transaction: Transaction) throws(StoreError) -> [CodeListEntry] {
        let sql: SQL =
            switch list {
            case .countries: "SELECT code, NULL::text, names FROM ref.country ORDER BY code"
            case .languages: "SELECT tag, NULL::text, names FROM ref.language ORDER BY tag"
            case .regions: "SELECT code, country, jsonb_build_object('en', name) FROM ref.region ORDER BY code"
            case .isic, .sdg, .gcm, .currency, .cefr:
                "SELECT code, parent, titles FROM ref.code WHERE scheme = \(list.table) ORDER BY code"
            }
        return try transaction.all(sql) { row throws(PostgresError) in
            let (code, parent) = (try row.next(String.self), try row.nextOptional(String.self))
            let titles = try? JSONDecoder().decode(
                [String: String].self, from: Data(try row.next(JSONText.self).text.utf8))
            return CodeListEntry(code: code, parent: parent, titles: titles ?? [:])
        }
    }
}
