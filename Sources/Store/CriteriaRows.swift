import Foundation
import Model
import Postgres

/// Needs and profiles that are to be copied into their tables together.
struct CriteriaRows: Sendable {
    private struct Row: Sendable {
        let id: UUID
        let side: String
        let need: Need
        /// What the skills of a profile rest on, one a skill; empty for a need.
        var bases: [SkillBasis] = []
        var occupation: String?
    }

    private var rows: [Row] = []

    /// Takes a need, and gives the identifier that it will have.
    mutating func add(_ need: Need, as id: UUID = UUID()) -> UUID {
        rows.append(Row(id: id, side: "need", need: need))
        return id
    }

    /// A profile is kept in the shape of a need, with nothing that only a need can say.
    mutating func add(_ profile: Profile, as id: UUID = UUID()) -> UUID {
        rows.append(
            Row(
                id: id, side: "profile", need: profile.asNeed, bases: profile.skills.map(\.basis),
                occupation: profile.occupation))
        return id
    }

    /// Writes new ones.
    func copy(in transaction: Transaction) throws(PostgresError) {
        try transaction.copyIn(
            "bg.criteria",
            [
                "id", "side", "modes", "modes_must", "places_must", "period_from", "period_until", "hours_per_month",
                "occupation",
            ], rows
        ) { row, writer in
            writer.field(row.id)
            writer.field(row.side)
            writer.field(Int16(row.need.modes.rawValue))
            writer.field(row.need.modesMust)
            writer.field(row.need.placesMust)
            writer.field(row.need.period?.from.map { Int32($0.number) })
            writer.field(row.need.period?.until.map { Int32($0.number) })
            writer.field(row.need.hoursPerMonth.map(Int16.init))
            writer.field(row.occupation)
        }
        try copyLists(in: transaction)
    }

    /// Writes them in the place of what there was under their identifiers, if anything.
    func replace(in transaction: Transaction) throws(PostgresError) {
        for row in rows {
            try transaction.execute(
                """
                INSERT INTO bg.criteria
                    (id, side, modes, modes_must, places_must, period_from, period_until, hours_per_month, occupation)
                VALUES (\(row.id), \(row.side), \(Int16(row.need.modes.rawValue)), \(row.need.modesMust),
                    \(row.need.placesMust), \(row.need.period?.from.map { Int32($0.number) }),
                    \(row.need.period?.until.map { Int32($0.number) }), \(row.need.hoursPerMonth.map(Int16.init)),
                    \(row.occupation))
                ON CONFLICT (id) DO UPDATE SET modes = EXCLUDED.modes, modes_must = EXCLUDED.modes_must,
                    places_must = EXCLUDED.places_must, period_from = EXCLUDED.period_from,
                    period_until = EXCLUDED.period_until, hours_per_month = EXCLUDED.hours_per_month,
                    occupation = EXCLUDED.occupation
                """)
        }
        let ids = rows.map(\.id)
        try transaction.execute("DELETE FROM bg.criteria_skill WHERE criteria = ANY(\(ids))")
        try transaction.execute("DELETE FROM bg.criteria_sector WHERE criteria = ANY(\(ids))")
        try transaction.execute("DELETE FROM bg.criteria_language WHERE criteria = ANY(\(ids))")
        try transaction.execute("DELETE FROM bg.criteria_place WHERE criteria = ANY(\(ids))")
        try copyLists(in: transaction)
    }

    private func copyLists(in transaction: Transaction) throws(PostgresError) {
        let skills = rows.flatMap { row in
            row.need.skills.enumerated().map { place, skill in
                (row.id, place, skill, row.bases.isEmpty ? SkillBasis.ownWord : row.bases[place])
            }
        }
        try transaction.copyIn(
            "bg.criteria_skill", ["criteria", "position", "text", "concept", "level", "importance", "must", "basis"],
            skills
        ) { row, writer in
            let (id, position, skill, basis) = row
            writer.field(id)
            writer.field(Int16(position))
            writer.field(skill.mention.text)
            writer.field(skill.mention.concept?.rawValue)
            writer.field(skill.level.map { Int16($0.rawValue) })
            writer.field(Int16(skill.importance.rawValue))
            writer.field(skill.must)
            writer.field(basis.number)
        }
        let sectors = rows.flatMap { row in row.need.sectors.enumerated().map { (row.id, $0.offset, $0.element) } }
        try transaction.copyIn("bg.criteria_sector", ["criteria", "position", "sector", "importance"], sectors) {
            row, writer in
            let (id, position, sector) = row
            writer.field(id)
            writer.field(Int16(position))
            writer.field(sector.code.description)
            writer.field(Int16(sector.importance.rawValue))
        }
        let languages = rows.flatMap { row in row.need.languages.enumerated().map { (row.id, $0.offset, $0.element) } }
        try transaction.copyIn("bg.criteria_language", ["criteria", "position", "tag", "cefr", "must"], languages) {
            row, writer in
            let (id, position, language) = row
            writer.field(id)
            writer.field(Int16(position))
            writer.field(language.tag.description)
            writer.field(language.level.map { Int16($0.rawValue) })
            writer.field(language.must)
        }
        let places = rows.flatMap { row in row.need.places.enumerated().map { (row.id, $0.offset, $0.element) } }
        try transaction.copyIn("bg.criteria_place", ["criteria", "position", "country", "region"], places) {
            row, writer in
            let (id, position, place) = row
            writer.field(id)
            writer.field(Int16(position))
            writer.field(place.country)
            writer.field(place.region)
        }
    }
}

extension SkillBasis {
    /// The number that stands for it in the database.
    var number: Int16 {
        switch self {
        case .proposed: 0
        case .ownWord: 1
        case .diagnosis: 2
        case .reference: 3
        case .certificate: 4
        }
    }

    /// Own word for a number that nothing has.
    init(number: Int16) { self = Self.allCases.first { $0.number == number } ?? .ownWord }
}

extension Profile {
    fileprivate var asNeed: Need {
        var need = Need()
        need.skills = skills.map { Need.Skill(mention: $0.mention, level: $0.level) }
        need.sectors = sectors.map { Need.Sector(code: $0) }
        need.languages = languages.map { Need.Language(tag: $0.tag, level: $0.level) }
        (need.places, need.modes, need.period, need.hoursPerMonth) = (places, modes, period, hoursPerMonth)
        return need
    }
}
