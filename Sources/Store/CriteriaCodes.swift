import Foundation
import Model
import Postgres

/// The sectors, languages and places of many criteria.
struct CriteriaCodes: Sendable {
    private(set) var sectors = Groups<Need.Sector>()
    private(set) var languages = Groups<Need.Language>()
    private(set) var places = Groups<Place>()

    init(
        _ choice: CriteriaChoice, of numbers: RowNumbers, in transaction: Transaction, _ progress: LoadProgress? = nil
    ) throws(PostgresError) {
        sectors = Groups(expecting: progress.room(for: "criteria_sector"))
        languages = Groups(expecting: progress.room(for: "criteria_language"))
        places = Groups(expecting: progress.room(for: "criteria_place"))
        var finder = RowFinder(numbers)
        var sectorCodes = ParsedCodes { try? SectorCode($0) }
        try transaction.copyOut(
            "SELECT criteria, position, sector, importance FROM bg.criteria_sector \(choice.condition("criteria"))",
            progress
        ) { row throws(PostgresError) in
            guard let number = finder.number(of: try row.next()) else { return }
            let position = try row.next(Int16.self)
            guard let code = sectorCodes.code(try row.next()) else { return }
            let importance = Importance(rawValue: Int(try row.next(Int16.self))) ?? .important
            sectors.add(Need.Sector(code: code, importance: importance), at: position, of: number)
        }
        var tags = ParsedCodes { try? LanguageTag($0) }
        try transaction.copyOut(
            "SELECT criteria, position, tag, cefr, must FROM bg.criteria_language \(choice.condition("criteria"))",
            progress
        ) { row throws(PostgresError) in
            guard let number = finder.number(of: try row.next()) else { return }
            let position = try row.next(Int16.self)
            guard let tag = tags.code(try row.next()) else { return }
            let level = try row.nextOptional(Int16.self).flatMap { CEFR(rawValue: Int($0)) }
            languages.add(Need.Language(tag: tag, level: level, must: try row.next()), at: position, of: number)
        }
        var placeCodes = ParsedCodes { try? Place($0) }
        try transaction.copyOut(
            """
            SELECT criteria, position, coalesce(region, country)
            FROM bg.criteria_place \(choice.condition("criteria"))
            """, progress
        ) { row throws(PostgresError) in
            guard let number = finder.number(of: try row.next()) else { return }
            let position = try row.next(Int16.self)
            guard let place = placeCodes.code(try row.next()) else { return }
            places.add(place, at: position, of: number)
        }
        sectors.close(owners: numbers.count)
        languages.close(owners: numbers.count)
        places.close(owners: numbers.count)
    }
}
