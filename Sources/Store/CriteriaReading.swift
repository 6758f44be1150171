import Foundation
import Model
import Postgres

/// The parts of many criteria, read by a fixed number of statements and put together.
struct CriteriaParts {
    struct Head {
        var modes: Modes
        var modesMust: Bool
        var placesMust: Bool
        var period: Period?
        var hours: Int?
        var occupation: String?
    }

    private var heads: [UUID: Head] = [:]
    private var skills: [UUID: [(skill: Need.Skill, basis: SkillBasis)]] = [:]
    private var sectors: [UUID: [Need.Sector]] = [:]
    private var languages: [UUID: [Need.Language]] = [:]
    private var places: [UUID: [Place]] = [:]

    /// - Parameters:
    ///   - ids: the criteria that are wanted; null for all there are.
    ///   - withTexts: whether to read what was typed, which the role that matches may not.
    init(of ids: [UUID]?, withTexts: Bool, in transaction: Transaction) throws(PostgresError) {
        // The identifiers are UUIDs by type, so their text is safe inside a COPY, which takes no binds.
        let list = ids.map { "'{\($0.map(\.uuidString).joined(separator: ","))}'::uuid[]" }
        let chosen = { (column: String) in list.map { " WHERE \(column) = ANY(\($0))" } ?? "" }
        try transaction.copyOut(
            "SELECT id, modes, modes_must, places_must, period_from, period_until, hours_per_month, occupation"
                + " FROM bg.criteria" + chosen("id")
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            heads[id] = Head(
                modes: Modes(rawValue: Int(try row.next(Int16.self))), modesMust: try row.next(),
                placesMust: try row.next(),
                period: try Self.period(row.nextOptional(Int32.self), row.nextOptional(Int32.self)),
                hours: try row.nextOptional(Int16.self).map(Int.init), occupation: try row.nextOptional(String.self))
        }
        try transaction.copyOut(
            "SELECT criteria, concept, level, importance, must, basis\(withTexts ? ", text" : "") FROM bg.criteria_skill"
                + chosen("criteria") + " ORDER BY criteria, position"
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            let concept = try row.nextOptional(Int32.self).map { ConceptID($0) }
            let level = try row.nextOptional(Int16.self).flatMap { SkillLevel(rawValue: Int($0)) }
            let importance = Importance(rawValue: Int(try row.next(Int16.self))) ?? .important
            let must = try row.next(Bool.self)
            let basis = SkillBasis(number: try row.next(Int16.self))
            let text = withTexts ? try row.next(String.self) : ""
            let skill = Need.Skill(
                mention: SkillMention(text: text, concept: concept), importance: importance, level: level, must: must)
            skills[id, default: []].append((skill, basis))
        }
        try transaction.copyOut(
            "SELECT criteria, sector, importance FROM bg.criteria_sector" + chosen("criteria")
                + " ORDER BY criteria, position"
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            guard let code = try? SectorCode(try row.next(String.self)) else { return }
            let importance = Importance(rawValue: Int(try row.next(Int16.self))) ?? .important
            sectors[id, default: []].append(Need.Sector(code: code, importance: importance))
        }
        try transaction.copyOut(
            "SELECT criteria, tag, cefr, must FROM bg.criteria_language" + chosen("criteria")
                + " ORDER BY criteria, position"
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            guard let tag = try? LanguageTag(try row.next(String.self)) else { return }
            let level = try row.nextOptional(Int16.self).flatMap { CEFR(rawValue: Int($0)) }
            languages[id, default: []].append(Need.Language(tag: tag, level: level, must: try row.next()))
        }
        try transaction.copyOut(
            "SELECT criteria, coalesce(region, country) FROM bg.criteria_place" + chosen("criteria")
                + " ORDER BY criteria, position"
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            guard let place = try? Place(try row.next(String.self)) else { return }
            places[id, default: []].append(place)
        }
    }

    func need(_ id: UUID) -> Need {
        var need = Need()
        guard let head = heads[id] else { return need }
        need.skills = (skills[id] ?? []).map(\.skill)
        need.sectors = sectors[id] ?? []
        need.languages = languages[id] ?? []
        need.places = places[id] ?? []
        need.placesMust = head.placesMust
        need.modes = head.modes
        need.modesMust = head.modesMust
        need.period = head.period
        need.hoursPerMonth = head.hours
        return need
    }

    func profile(_ id: UUID) -> Profile {
        var profile = Profile()
        guard let head = heads[id] else { return profile }
        profile.skills = (skills[id] ?? []).map { skill, basis in
            Profile.Skill(mention: skill.mention, level: skill.level, basis: basis)
        }
        profile.sectors = (sectors[id] ?? []).map(\.code)
        profile.languages = (languages[id] ?? []).map { Profile.Language(tag: $0.tag, level: $0.level) }
        profile.places = places[id] ?? []
        profile.modes = head.modes
        profile.period = head.period
        profile.hoursPerMonth = head.hours
        profile.occupation = head.occupation
        return profile
    }

    private static func period(_ from: Int32?, _ until: Int32?) -> Period? {
        guard from != nil || until != nil else { return nil }
        return try? Period(from: from.map { Month(number: Int($0)) }, until: until.map { Month(number: Int($0)) })
    }
}
