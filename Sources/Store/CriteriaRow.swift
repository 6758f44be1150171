import Foundation
import Model
import Postgres

/// Whose a need or profile is: the database shows and changes it as it does the owner.
struct CriteriaOwner: Sendable {
    /// By the number that the database has for it.
    enum Kind: Int16 {
        case member = 1, mentor, venture, offer
    }

    let kind: Kind
    let id: UUID

    init(_ kind: Kind, _ id: UUID) { (self.kind, self.id) = (kind, id) }
}

/// A need or a profile as it is kept: a row, and the rows of its lists.
struct CriteriaRow: Sendable {
    let id: UUID
    let owner: CriteriaOwner
    let side: String
    let head: Head
    let skills: [Skill]
    let sectors: [Need.Sector]
    let languages: [Need.Language]
    let places: [Place]

    /// What there is one of.
    struct Head: Equatable, Sendable {
        let modes: Modes
        let modesMust: Bool
        let placesMust: Bool
        let period: Period?
        let hours: Int?
        let occupation: String?
    }

    struct Skill: Equatable, Sendable {
        let skill: Need.Skill
        let basis: SkillBasis
    }

    init(_ id: UUID, of owner: CriteriaOwner, _ need: Need) {
        self.init(id, owner, side: "need", need, skills: need.skills.map { Skill(skill: $0, basis: .ownWord) })
    }

    /// A profile is kept in the shape of a need, with nothing that only a need can say.
    init(_ id: UUID, of owner: CriteriaOwner, _ profile: Profile) {
        var need = Need()
        need.sectors = profile.sectors.map { Need.Sector(code: $0) }
        need.languages = profile.languages.map { Need.Language(tag: $0.tag, level: $0.level) }
        (need.places, need.modes, need.period) = (profile.places, profile.modes, profile.period)
        need.hoursPerMonth = profile.hoursPerMonth
        let skills = profile.skills.map {
            Skill(skill: Need.Skill(mention: $0.mention, level: $0.level), basis: $0.basis)
        }
        self.init(id, owner, side: "profile", need, skills: skills, occupation: profile.occupation)
    }

    private init(
        _ id: UUID, _ owner: CriteriaOwner, side: String, _ need: Need, skills: [Skill], occupation: String? = nil
    ) {
        (self.id, self.owner, self.side, self.skills) = (id, owner, side, skills)
        (sectors, languages, places) = (need.sectors, need.languages, need.places)
        head = Head(
            modes: need.modes, modesMust: need.modesMust, placesMust: need.placesMust, period: need.period,
            hours: need.hoursPerMonth, occupation: occupation)
    }

    /// Writes it in the place of what there was under its identifier: the rows that are not the same.
    ///
    /// - Parameter old: what there is; null where there is nothing.
    func replace(_ old: CriteriaRow?, in transaction: Transaction) throws(PostgresError) {
        guard let old else { return try [self].insert(in: transaction) }
        if head != old.head {
            try transaction.execute(
                """
                UPDATE bg.criteria SET modes = \(Int16(head.modes.rawValue)), modes_must = \(head.modesMust),
                    places_must = \(head.placesMust), period_from = \(head.period?.from.map { Int32($0.number) }),
                    period_until = \(head.period?.until.map { Int32($0.number) }),
                    hours_per_month = \(head.hours.map(Int16.init)), occupation = \(head.occupation)
                WHERE id = \(id)
                """)
        }
        let parts = [
            ("skill", old.skills.gone(in: skills)), ("sector", old.sectors.gone(in: sectors)),
            ("language", old.languages.gone(in: languages)), ("place", old.places.gone(in: places)),
        ]
        for (table, positions) in parts where !positions.isEmpty {
            try transaction.execute(
                """
                DELETE FROM bg.criteria_\(literally: table)
                WHERE criteria = \(id) AND position = ANY(\(positions.map(Int16.init)))
                """)
        }
        try [self].insertSkills(skills.gone(in: old.skills), in: transaction)
        try [self].insertSectors(sectors.gone(in: old.sectors), in: transaction)
        try [self].insertLanguages(languages.gone(in: old.languages), in: transaction)
        try [self].insertPlaces(places.gone(in: old.places), in: transaction)
    }
}

extension Array where Element: Equatable {
    /// The places whose elements another list does not have there.
    fileprivate func gone(in other: Self) -> [Int] { indices.filter { $0 >= other.count || self[$0] != other[$0] } }
}
