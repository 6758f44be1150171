import Foundation
import Model
import Postgres

/// How needs and profiles are kept: one shape for both, in a row and four lists.
struct Criteria {
    var need: Need?
    var profile: Profile?

    /// Writes a need or a profile under an identifier, in the place of what was there.
    static func replace(_ id: UUID, _ need: Need, in transaction: Transaction) throws(StoreError) {
        try head(
            id, "need", need.modes, need.modesMust, need.placesMust, need.period, need.hoursPerMonth, in: transaction)
        try skills(
            id, need.skills.map(\.mention), need.skills.map(\.level), need.skills.map(\.importance.rawValue),
            need.skills.map(\.must), in: transaction)
        try sectors(id, need.sectors.map(\.code), need.sectors.map(\.importance.rawValue), in: transaction)
        try languages(
            id, need.languages.map(\.tag), need.languages.map(\.level), need.languages.map(\.must), in: transaction)
        try places(id, need.places, in: transaction)
    }

    static func replace(_ id: UUID, _ profile: Profile, in transaction: Transaction) throws(StoreError) {
        try head(
            id, "profile", profile.modes, false, false, profile.period, profile.hoursPerMonth, in: transaction)
        try skills(
            id, profile.skills.map(\.mention), profile.skills.map(\.level), profile.skills.map { _ in 2 },
            profile.skills.map { _ in false }, in: transaction)
        try sectors(id, profile.sectors, profile.sectors.map { _ in 2 }, in: transaction)
        try languages(
            id, profile.languages.map(\.tag), profile.languages.map(\.level), profile.languages.map { _ in false },
            in: transaction)
        try places(id, profile.places, in: transaction)
    }

    private static func head(
        _ id: UUID, _ side: String, _ modes: Modes, _ modesMust: Bool, _ placesMust: Bool, _ period: Period?,
        _ hours: Int?, in transaction: Transaction
    ) throws(StoreError) {
        try transaction.change(
            """
            INSERT INTO bg.criteria
                (id, side, modes, modes_must, places_must, period_from, period_until, hours_per_month)
            VALUES (\(id), \(side), \(Int16(modes.rawValue)), \(modesMust), \(placesMust),
                \(period?.from.map { Int32($0.number) }), \(period?.until.map { Int32($0.number) }), \(hours.map(Int16.init)))
            ON CONFLICT (id) DO UPDATE SET modes = EXCLUDED.modes, modes_must = EXCLUDED.modes_must,
                places_must = EXCLUDED.places_must, period_from = EXCLUDED.period_from,
                period_until = EXCLUDED.period_until, hours_per_month = EXCLUDED.hours_per_month
            """)
    }

    private static func skills(
        _ id: UUID, _ mentions: [SkillMention], _ levels: [SkillLevel?], _ importance: [Int], _ must: [Bool],
        in transaction: Transaction
    ) throws(StoreError) {
        try transaction.change("DELETE FROM bg.criteria_skill WHERE criteria = \(id)")
        guard !mentions.isEmpty else { return }
        try transaction.change(
            """
            INSERT INTO bg.criteria_skill (criteria, position, text, concept, level, importance, must)
            SELECT \(id), row_number() OVER () - 1, s.*
            FROM unnest(\(mentions.map(\.text)), \(NullableArray(mentions.map { $0.concept?.rawValue })),
                \(NullableArray(levels.map { $0.map { Int16($0.rawValue) } })), \(importance.map(Int16.init)), \(must)) AS s
            """)
    }

    private static func sectors(
        _ id: UUID, _ codes: [SectorCode], _ importance: [Int], in transaction: Transaction
    ) throws(StoreError) {
        try transaction.change("DELETE FROM bg.criteria_sector WHERE criteria = \(id)")
        guard !codes.isEmpty else { return }
        try transaction.change(
            """
            INSERT INTO bg.criteria_sector (criteria, position, sector, importance)
            SELECT \(id), row_number() OVER () - 1, s.*
            FROM unnest(\(codes.map(\.description)), \(importance.map(Int16.init))) AS s
            """)
    }

    private static func languages(
        _ id: UUID, _ tags: [LanguageTag], _ levels: [CEFR?], _ must: [Bool], in transaction: Transaction
    ) throws(StoreError) {
        try transaction.change("DELETE FROM bg.criteria_language WHERE criteria = \(id)")
        guard !tags.isEmpty else { return }
        try transaction.change(
            """
            INSERT INTO bg.criteria_language (criteria, position, tag, cefr, must)
            SELECT \(id), row_number() OVER () - 1, s.*
            FROM unnest(\(tags.map(\.description)), \(NullableArray(levels.map { $0.map { Int16($0.rawValue) } })),
                \(must)) AS s
            """)
    }

    private static func places(_ id: UUID, _ places: [Place], in transaction: Transaction) throws(StoreError) {
        try transaction.change("DELETE FROM bg.criteria_place WHERE criteria = \(id)")
        guard !places.isEmpty else { return }
        try transaction.change(
            """
            INSERT INTO bg.criteria_place (criteria, position, country, region)
            SELECT \(id), row_number() OVER () - 1, s.*
            FROM unnest(\(places.map(\.country)), \(NullableArray(places.map(\.region)))) AS s
            """)
    }
}
