import Foundation
import Model
import Postgres

/// Many needs and profiles, read by one statement and put together where they are asked for.
struct CriteriaParts: Sendable {
    private(set) var numbers: RowNumbers
    private var heads: [Head] = []
    private var skills: CriteriaSkills
    private var sectors: CriteriaCodes<Need.Sector>
    private var languages: CriteriaCodes<Need.Language>
    private var places: CriteriaCodes<Place>

    /// What criteria have one of.
    private struct Head: Sendable {
        let modes: Modes
        let modesMust: Bool
        let placesMust: Bool
        let period: Period?
        let hours: Int?
        let occupation: String?
    }

    /// - Parameters:
    ///   - ids: the criteria that are wanted; null for all there are.
    ///   - withTexts: whether to read what was typed, which the role that matches may not.
    init(
        of ids: [UUID]?, withTexts: Bool, in transaction: Transaction, _ progress: LoadProgress? = nil
    ) throws(PostgresError) {
        let room = progress.room(for: "criteria")
        numbers = RowNumbers(expecting: room)
        heads.reserveCapacity(room)
        skills = CriteriaSkills(expecting: room)
        sectors = CriteriaCodes(expecting: room)
        languages = CriteriaCodes(expecting: room)
        places = CriteriaCodes(expecting: room)
        var (sectorCodes, languageCodes, placeCodes) = (
            ParsedCodes<Need.Sector>.sectors, ParsedCodes<Need.Language>.languages, ParsedCodes<Place>.places
        )
        let chosen: SQL = ids.map { "WHERE id = ANY(\($0))" } ?? ""
        try transaction.copyOut(
            """
            SELECT id, modes, modes_must, places_must, period_from, period_until, hours_per_month, occupation,
                sectors, languages, places, skills\(literally: withTexts ? ", words" : "")
            FROM bg.criteria \(chosen)
            """, progress
        ) { row throws(PostgresError) in
            _ = numbers.add(try row.next())
            heads.append(
                Head(
                    modes: Modes(rawValue: Int(try row.next(Int16.self))), modesMust: try row.next(),
                    placesMust: try row.next(),
                    period: try Self.period(row.nextOptional(Int32.self), row.nextOptional(Int32.self)),
                    hours: try row.nextOptional(Int16.self).map(Int.init),
                    occupation: try row.nextOptional(String.self)))
            sectors.add(try row.nextBytes(), &sectorCodes)
            languages.add(try row.nextBytes(), &languageCodes)
            places.add(try row.nextBytes(), &placeCodes)
            let packed = try row.nextBytes()
            skills.add(packed, withTexts ? try row.nextOptional([String].self) : nil)
        }
    }

    private static func period(_ from: Int32?, _ until: Int32?) -> Period? {
        guard from != nil || until != nil else { return nil }
        return try? Period(from: from.map { Month(number: Int($0)) }, until: until.map { Month(number: Int($0)) })
    }

    func need(_ id: UUID) -> Need { numbers[id].map(need) ?? Need() }

    func profile(_ id: UUID) -> Profile { numbers[id].map(profile) ?? Profile() }

    func need(_ number: Int32) -> Need {
        var need = Need()
        let head = heads[Int(number)]
        need.skills = skills[number].map(\.skill)
        need.sectors = Array(sectors[number])
        need.languages = Array(languages[number])
        need.places = Array(places[number])
        need.placesMust = head.placesMust
        need.modes = head.modes
        need.modesMust = head.modesMust
        need.period = head.period
        need.hoursPerMonth = head.hours
        return need
    }

    func profile(_ number: Int32) -> Profile {
        var profile = Profile()
        let head = heads[Int(number)]
        profile.skills = skills[number].map { skill, basis in
            Profile.Skill(mention: skill.mention, level: skill.level, basis: basis)
        }
        profile.sectors = sectors[number].map(\.code)
        profile.languages = languages[number].map { Profile.Language(tag: $0.tag, level: $0.level) }
        profile.places = Array(places[number])
        profile.modes = head.modes
        profile.period = head.period
        profile.hoursPerMonth = head.hours
        profile.occupation = head.occupation
        return profile
    }
}
