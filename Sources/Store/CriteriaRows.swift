import Foundation
import Model
import Postgres

/// Needs and profiles that are put into their tables together.
extension [CriteriaRow] {
    /// Takes a need, and gives the identifier that it will have.
    mutating func add(_ need: Need, of owner: CriteriaOwner) -> UUID { add(CriteriaRow(UUID(), of: owner, need)) }

    mutating func add(_ profile: Profile, of owner: CriteriaOwner) -> UUID {
        add(CriteriaRow(UUID(), of: owner, profile))
    }

    private mutating func add(_ row: CriteriaRow) -> UUID {
        append(row)
        return row.id
    }

    /// Writes new ones.
    func insert(in transaction: Transaction) throws(PostgresError) {
        try transaction.insert(
            "bg.criteria",
            [
                "id", "side", "modes", "modes_must", "places_must", "period_from", "period_until", "hours_per_month",
                "occupation", "owner", "kind",
            ], self
        ) { row, writer in
            writer.field(row.id)
            writer.field(row.side)
            writer.field(Int16(row.head.modes.rawValue))
            writer.field(row.head.modesMust)
            writer.field(row.head.placesMust)
            writer.field(row.head.period?.from.map { Int32($0.number) })
            writer.field(row.head.period?.until.map { Int32($0.number) })
            writer.field(row.head.hours.map(Int16.init))
            writer.field(row.head.occupation)
            writer.field(row.owner.id)
            writer.field(row.owner.kind.rawValue)
        }
        try insertSkills(in: transaction)
        try insertSectors(in: transaction)
        try insertLanguages(in: transaction)
        try insertPlaces(in: transaction)
    }

    /// - Parameter positions: those that are written, of each list; null for all.
    func insertSkills(_ positions: [Int]? = nil, in transaction: Transaction) throws(PostgresError) {
        try transaction.insert(
            "bg.criteria_skill",
            ["criteria", "position", "text", "concept", "level", "importance", "must", "basis", "owner", "kind"],
            elements(of: \.skills, positions)
        ) { row, writer in
            let (whole, position, skill) = row
            writer.field(whole.id)
            writer.field(position)
            writer.field(skill.skill.mention.text)
            writer.field(skill.skill.mention.concept?.rawValue)
            writer.field(skill.skill.level.map { Int16($0.rawValue) })
            writer.field(Int16(skill.skill.importance.rawValue))
            writer.field(skill.skill.must)
            writer.field(skill.basis.number)
            writer.field(whole.owner.id)
            writer.field(whole.owner.kind.rawValue)
        }
    }

    func insertSectors(_ positions: [Int]? = nil, in transaction: Transaction) throws(PostgresError) {
        try transaction.insert(
            "bg.criteria_sector", ["criteria", "position", "sector", "importance", "owner", "kind"],
            elements(of: \.sectors, positions)
        ) { row, writer in
            let (whole, position, sector) = row
            writer.field(whole.id)
            writer.field(position)
            writer.field(sector.code.description)
            writer.field(Int16(sector.importance.rawValue))
            writer.field(whole.owner.id)
            writer.field(whole.owner.kind.rawValue)
        }
    }

    func insertLanguages(_ positions: [Int]? = nil, in transaction: Transaction) throws(PostgresError) {
        try transaction.insert(
            "bg.criteria_language", ["criteria", "position", "tag", "cefr", "must", "owner", "kind"],
            elements(of: \.languages, positions)
        ) { row, writer in
            let (whole, position, language) = row
            writer.field(whole.id)
            writer.field(position)
            writer.field(language.tag.description)
            writer.field(language.level.map { Int16($0.rawValue) })
            writer.field(language.must)
            writer.field(whole.owner.id)
            writer.field(whole.owner.kind.rawValue)
        }
    }

    func insertPlaces(_ positions: [Int]? = nil, in transaction: Transaction) throws(PostgresError) {
        try transaction.insert(
            "bg.criteria_place", ["criteria", "position", "country", "region", "owner", "kind"],
            elements(of: \.places, positions)
        ) { row, writer in
            let (whole, position, place) = row
            writer.field(whole.id)
            writer.field(position)
            writer.field(place.country)
            writer.field(place.region)
            writer.field(whole.owner.id)
            writer.field(whole.owner.kind.rawValue)
        }
    }

    private func elements<Item>(
        of list: KeyPath<CriteriaRow, [Item]>, _ positions: [Int]?
    ) -> [(whole: CriteriaRow, position: Int16, item: Item)] {
        flatMap { row in
            let items = row[keyPath: list]
            return (positions ?? Array<Int>(items.indices)).map { (row, Int16($0), items[$0]) }
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
    init(number: Int16) {
        switch number {
        case 0: self = .proposed
        case 2: self = .diagnosis
        case 3: self = .reference
        case 4: self = .certificate
        default: self = .ownWord
        }
    }
}
