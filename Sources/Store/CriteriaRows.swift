import Foundation
import Model
import Postgres

/// Needs and profiles that are to be copied into their tables together.
struct CriteriaRows: Sendable {
    private var needs: [(id: UUID, need: Need)] = []
    private var profiles: [(id: UUID, profile: Profile)] = []

    /// The identifier that it will have.
    mutating func add(_ need: Need) -> UUID {
        let id = UUID()
        needs.append((id, need))
        return id
    }

    mutating func add(_ profile: Profile) -> UUID {
        let id = UUID()
        profiles.append((id, profile))
        return id
    }

    func copy(in transaction: Transaction) throws(PostgresError) {
        try transaction.copyIn(
            "bg.criteria",
            ["id", "side", "modes", "modes_must", "places_must", "period_from", "period_until", "hours_per_month"]
        ) { writer throws(PostgresError) in
            func head(
                _ id: UUID, _ side: String, _ modes: Modes, _ modesMust: Bool, _ placesMust: Bool, _ period: Period?,
                _ hours: Int?
            ) throws(PostgresError) {
                try writer.row()
                writer.field(id)
                writer.field(side)
                writer.field(Int16(modes.rawValue))
                writer.field(modesMust)
                writer.field(placesMust)
                writer.field(period?.from.map { Int32($0.number) })
                writer.field(period?.until.map { Int32($0.number) })
                writer.field(hours.map(Int16.init))
            }
            for (id, need) in needs {
                try head(
                    id, "need", need.modes, need.modesMust, need.placesMust, need.period, need.hoursPerMonth)
            }
            for (id, profile) in profiles {
                try head(id, "profile", profile.modes, false, false, profile.period, profile.hoursPerMonth)
            }
        }
        try skills(in: transaction)
        try sectors(in: transaction)
        try languages(in: transaction)
        try places(in: transaction)
    }

    private func skills(in transaction: Transaction) throws(PostgresError) {
        try transaction.copyIn(
            "bg.criteria_skill", ["criteria", "position", "text", "concept", "level", "importance", "must"]
        ) { writer throws(PostgresError) in
            func row(
                _ id: UUID, _ position: Int, _ mention: SkillMention, _ level: SkillLevel?, _ importance: Importance,
                _ must: Bool
            ) throws(PostgresError) {
                try writer.row()
                writer.field(id)
                writer.field(Int16(position))
                writer.field(mention.text)
                writer.field(mention.concept?.rawValue)
                writer.field(level.map { Int16($0.rawValue) })
                writer.field(Int16(importance.rawValue))
                writer.field(must)
            }
            for (id, need) in needs {
                for (position, skill) in need.skills.enumerated() {
                    try row(id, position, skill.mention, skill.level, skill.importance, skill.must)
                }
            }
            for (id, profile) in profiles {
                for (position, skill) in profile.skills.enumerated() {
                    try row(id, position, skill.mention, skill.level, .important, false)
                }
            }
        }
    }

    private func sectors(in transaction: Transaction) throws(PostgresError) {
        try transaction.copyIn("bg.criteria_sector", ["criteria", "position", "sector", "importance"]) {
            writer throws(PostgresError) in
            let all =
                needs.map { ($0.id, $0.need.sectors) }
                + profiles.map { ($0.id, $0.profile.sectors.map { Need.Sector(code: $0) }) }
            for (id, sectors) in all {
                for (position, sector) in sectors.enumerated() {
                    try writer.row()
                    writer.field(id)
                    writer.field(Int16(position))
                    writer.field(sector.code.description)
                    writer.field(Int16(sector.importance.rawValue))
                }
            }
        }
    }

    private func languages(in transaction: Transaction) throws(PostgresError) {
        try transaction.copyIn("bg.criteria_language", ["criteria", "position", "tag", "cefr", "must"]) {
            writer throws(PostgresError) in
            let all =
                needs.map { ($0.id, $0.need.languages) }
                + profiles.map { row in
                    (row.id, row.profile.languages.map { Need.Language(tag: $0.tag, level: $0.level) })
                }
            for (id, languages) in all {
                for (position, language) in languages.enumerated() {
                    try writer.row()
                    writer.field(id)
                    writer.field(Int16(position))
                    writer.field(language.tag.description)
                    writer.field(language.level.map { Int16($0.rawValue) })
                    writer.field(language.must)
                }
            }
        }
    }

    private func places(in transaction: Transaction) throws(PostgresError) {
        try transaction.copyIn("bg.criteria_place", ["criteria", "position", "country", "region"]) {
            writer throws(PostgresError) in
            let all = needs.map { ($0.id, $0.need.places) } + profiles.map { ($0.id, $0.profile.places) }
            for (id, places) in all {
                for (position, place) in places.enumerated() {
                    try writer.row()
                    writer.field(id)
                    writer.field(Int16(position))
                    writer.field(place.country)
                    writer.field(place.region)
                }
            }
        }
    }
}
