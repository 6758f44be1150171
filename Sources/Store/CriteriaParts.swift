import Foundation
import Model
import Postgres

/// Many needs and profiles, read by one statement and put together where they are asked for.
///
/// A class, so that who puts one together on a core counts one reference, and not one of each list that all cores read.
final class CriteriaParts: Sendable {
    let numbers: RowNumbers
    private let heads: [Head]
    private let skills: CriteriaSkills
    private let sectors: CriteriaCodes<Need.Sector>
    private let languages: CriteriaCodes<Need.Language>
    private let places: CriteriaCodes<Place>

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
        var (numbers, heads, skills) = (RowNumbers(expecting: room), [Head](), CriteriaSkills(expecting: room))
        var sectors = CriteriaCodes<Need.Sector>(expecting: room)
        var languages = CriteriaCodes<Need.Language>(expecting: room)
        var places = CriteriaCodes<Place>(expecting: room)
        heads.reserveCapacity(room)
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
        (self.numbers, self.heads, self.skills) = (numbers, heads, skills)
        (self.sectors, self.languages, self.places) = (sectors, languages, places)
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
        need.skills = skills.ofNeed(number)
        need.sectors = sectors[number]
        need.languages = languages[number]
        need.places = places[number]
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
        profile.skills = skills.ofProfile(number)
        profile.sectors = sectors.map(number) { $0.code }
        profile.languages = languages.map(number) { Profile.Language(tag: $0.tag, level: $0.level) }
        profile.places = places[number]
        profile.modes = head.modes
        profile.period = head.period
        profile.hoursPerMonth = head.hours
        profile.occupation = head.occupation
        return profile
    }
}
