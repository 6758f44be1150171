import Foundation
import Model
import Postgres

/// Which criteria, or all there are, and whether with what was typed, which the role that matches may not read.
struct CriteriaChoice: Sendable {
    let ids: [UUID]?
    var withTexts = false

    /// A condition on a column, as a part of a statement.
    func condition(_ column: String) -> SQL { ids.map { "WHERE \(literally: column) = ANY(\($0))" } ?? "" }
}

/// Many needs and profiles, read by a fixed number of statements and put together where they are asked for.
struct CriteriaParts: Sendable {
    let heads: CriteriaHeads
    let skills: CriteriaSkills
    let codes: CriteriaCodes

    /// Without what was typed.
    init(heads: CriteriaHeads, codes: CriteriaCodes) {
        (self.heads, self.codes) = (heads, codes)
        skills = heads.skills
    }

    /// - Parameters:
    ///   - ids: the criteria that are wanted; null for all there are.
    ///   - withTexts: whether to read what was typed, which the role that matches may not.
    init(of ids: [UUID]?, withTexts: Bool, in transaction: Transaction) throws(PostgresError) {
        let choice = CriteriaChoice(ids: ids, withTexts: withTexts)
        heads = try CriteriaHeads(choice, in: transaction)
        skills = withTexts ? try CriteriaSkills(choice, of: heads.numbers, in: transaction) : heads.skills
        codes = try CriteriaCodes(choice, of: heads.numbers, in: transaction)
    }

    func need(_ id: UUID) -> Need { heads.numbers[id].map(need) ?? Need() }

    func profile(_ id: UUID) -> Profile { heads.numbers[id].map(profile) ?? Profile() }

    func need(_ number: Int32) -> Need {
        var need = Need()
        let head = heads.rows[Int(number)]
        need.skills = skills[number].map(\.skill)
        need.sectors = Array(codes.sectors[number])
        need.languages = Array(codes.languages[number])
        need.places = Array(codes.places[number])
        need.placesMust = head.placesMust
        need.modes = head.modes
        need.modesMust = head.modesMust
        need.period = head.period
        need.hoursPerMonth = head.hours
        return need
    }

    func profile(_ number: Int32) -> Profile {
        var profile = Profile()
        let head = heads.rows[Int(number)]
        profile.skills = skills[number].map { skill, basis in
            Profile.Skill(mention: skill.mention, level: skill.level, basis: basis)
        }
        profile.sectors = codes.sectors[number].map(\.code)
        profile.languages = codes.languages[number].map { Profile.Language(tag: $0.tag, level: $0.level) }
        profile.places = Array(codes.places[number])
        profile.modes = head.modes
        profile.period = head.period
        profile.hoursPerMonth = head.hours
        profile.occupation = head.occupation
        return profile
    }
}

/// What criteria have one of, and the numbers that the rest is kept by.
struct CriteriaHeads: Sendable {
    struct Row: Sendable {
        var modes: Modes
        var modesMust: Bool
        var placesMust: Bool
        var period: Period?
        var hours: Int?
        var occupation: String?
    }

    private(set) var numbers = RowNumbers()
    private(set) var rows: [Row] = []
    /// None where they are read with what was typed.
    private(set) var skills: CriteriaSkills

    init(
        _ choice: CriteriaChoice, in transaction: Transaction, _ progress: LoadProgress? = nil
    ) throws(PostgresError) {
        numbers = RowNumbers(expecting: progress.room(for: "criteria"))
        rows.reserveCapacity(progress.room(for: "criteria"))
        skills = CriteriaSkills(ofAbout: progress.room(for: "criteria"))
        let withSkills = !choice.withTexts
        try transaction.copyOut(
            """
            SELECT id, modes, modes_must, places_must, period_from, period_until, hours_per_month, occupation
                \(literally: withSkills ? ", skills" : "")
            FROM bg.criteria \(choice.condition("id"))
            """, progress
        ) { row throws(PostgresError) in
            let number = numbers.add(try row.next())
            rows.append(
                Row(
                    modes: Modes(rawValue: Int(try row.next(Int16.self))), modesMust: try row.next(),
                    placesMust: try row.next(),
                    period: try Self.period(row.nextOptional(Int32.self), row.nextOptional(Int32.self)),
                    hours: try row.nextOptional(Int16.self).map(Int.init),
                    occupation: try row.nextOptional(String.self)))
            if withSkills, let packed = try row.nextOptional(CriteriaSkills.Packed.self) {
                skills.add(packed, of: number)
            }
        }
        skills.close(owners: rows.count)
    }

    private static func period(_ from: Int32?, _ until: Int32?) -> Period? {
        guard from != nil || until != nil else { return nil }
        return try? Period(from: from.map { Month(number: Int($0)) }, until: until.map { Month(number: Int($0)) })
    }
}
