import Foundation
import Model
import Postgres

/// What a search asks of records; an empty part asks nothing.
package struct SearchFilter: Sendable, Hashable {
    /// All of them.
    package var skills: [ConceptID] = []
    /// Any of them.
    package var sectors: [SectorCode] = []
    /// All of them, by primary subtag.
    package var languages: [String] = []
    /// Any of them: of a person the country of the main residence, of a venture or offer the country of its organisation.
    package var countries: [String] = []
    /// Any of them.
    package var modes: Modes = []
    /// Any of them: the kind of an offer, the stage of a venture.
    package var labels: [String] = []
    /// Words of an offer's title.
    package var text: String?

    package init() {}
}

/// Records that a filter fits and the caller may see, in the order of their identifiers.
package struct SearchRecords: Query {
    package static var isReadOnly: Bool { true }
    package let kind: CardKind
    package let filter: SearchFilter
    /// The organisations whose mentors and ventures are seen; null for all.
    package let organisations: [UUID]?
    package let after: UUID?
    package let limit: Int

    package init(kind: CardKind, filter: SearchFilter, organisations: [UUID]?, after: UUID?, limit: Int) {
        self.kind = kind
        self.filter = filter
        self.organisations = organisations
        self.after = after
        self.limit = limit
    }

    package func run(in transaction: Transaction) throws(StoreError) -> [UUID] {
        let source = SearchSource.of(kind)
        var sql: SQL = "SELECT x.id FROM \(literally: source.tables) WHERE \(literally: source.visible)"
        for condition in conditions(source) { sql = "\(sql) AND (\(condition))" }
        sql = "\(sql) ORDER BY x.id LIMIT \(limit)"
        return try transaction.all(sql) { row throws(PostgresError) in try row.next(UUID.self) }
    }

    private func conditions(_ source: SearchSource) -> [SQL] {
        let criteria = source.criteria
        var conditions: [SQL] = []
        if let after { conditions.append("x.id > \(after)") }
        if let organisations {
            conditions.append(
                "\(literally: source.owners) && \(organisations) OR cardinality(\(literally: source.owners)) = 0")
        }
        if !filter.skills.isEmpty {
            conditions.append(
                """
                \(literally: criteria) IN (SELECT criteria FROM bg.criteria_skill
                    WHERE concept = ANY(\(filter.skills.map(\.rawValue))) AND basis > 0
                    GROUP BY criteria HAVING count(*) = \(filter.skills.count))
                """)
        }
        if !filter.sectors.isEmpty {
            conditions.append(
                """
                \(literally: criteria) IN (SELECT criteria FROM bg.criteria_sector
                    WHERE sector = ANY(\(filter.sectors.map(\.description))))
                """)
        }
        if !filter.languages.isEmpty {
            conditions.append(
                """
                (SELECT count(*) FROM bg.criteria_language l
                    WHERE l.criteria = \(literally: criteria) AND l.language = ANY(\(filter.languages)))
                    = \(filter.languages.count)
                """)
        }
        if !filter.countries.isEmpty {
            conditions.append("\(literally: source.countries) && \(filter.countries)")
        }
        if !filter.modes.isEmpty {
            conditions.append(
                """
                EXISTS (SELECT FROM bg.criteria c
                    WHERE c.id = \(literally: criteria) AND c.modes & \(Int16(filter.modes.rawValue)) <> 0)
                """)
        }
        if !filter.labels.isEmpty, let label = source.label {
            conditions.append("\(literally: label) = ANY(\(filter.labels))")
        }
        if let text = filter.text, let title = source.title {
            // What is asked is read once and not for each title: long words took ten times as long as the titles.
            conditions.append(
                """
                bg.document(\(literally: title)) @@ (SELECT bg.asked(\(text)))
                    OR public.strict_word_similarity((SELECT bg.folded(\(text))), bg.folded(\(literally: title)::text)) >= 0.4
                """)
        }
        return conditions
    }
}

/// Where records of a kind are found, as SQL over the record `x`.
private struct SearchSource {
    let tables: String
    /// What everybody may know of.
    let visible: String
    let criteria: String
    let countries: String
    /// The organisations that it belongs to; empty for one that works with all.
    let owners: String
    var label: String?
    /// The texts by language that free text looks at; null where nothing is public.
    var title: String?

    private static let residence =
        "ARRAY(SELECT r.country FROM bg.person_residence r WHERE r.person = x.id AND r.ordinal = 0)"

    static func of(_ kind: CardKind) -> SearchSource {
        switch kind {
        case .member:
            SearchSource(
                tables: "bg.member x", visible: "x.status = 'live' AND x.matched", criteria: "x.profile",
                countries: residence, owners: "'{}'::uuid[]")
        case .mentor:
            SearchSource(
                tables: """
                    bg.mentor x JOIN bg.member m ON m.id = x.id
                        CROSS JOIN LATERAL (SELECT \(WorkingDesks.sql(mentor: "x", member: "m")) AS desks OFFSET 0) w
                    """,
                visible: "x.status = 'open' AND m.status = 'live' AND m.matched AND w.desks IS NOT NULL",
                criteria: "x.profile", countries: residence, owners: "w.desks")
        case .venture:
            SearchSource(
                tables: "bg.venture x JOIN bg.organisation o ON o.id = x.organisation", visible: "x.status <> 'closed'",
                criteria: "x.need", countries: "ARRAY[o.country]", owners: "ARRAY[x.organisation]", label: "x.stage")
        case .offer:
            SearchSource(
                tables: "bg.offer x JOIN bg.organisation o ON o.id = x.centre",
                visible: "x.status = 'open'", criteria: "x.need",
                countries: "ARRAY[o.country]", owners: "ARRAY[x.organisation, x.centre]", label: "x.kind",
                title: "x.title")
        }
    }
}
