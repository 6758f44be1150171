import Foundation
import Model
import Postgres

/// The skills of many criteria, by far the most rows that there are.
struct CriteriaSkills: Sendable {
    private struct Row: Sendable {
        let concept: ConceptID?
        let level: UInt8
        let importance: UInt8
        let must: Bool
        let basis: SkillBasis
    }

    private var rows = Groups<Row>()
    /// What was typed, for each row; none where it was not read.
    private var texts = Groups<String>()

    init(
        _ choice: CriteriaChoice, of numbers: RowNumbers, in transaction: Transaction, _ progress: LoadProgress? = nil
    ) throws(PostgresError) {
        let withTexts = choice.withTexts
        rows = Groups(expecting: progress.room(for: "criteria_skill"))
        var finder = RowFinder(numbers)
        try transaction.copyOut(
            """
            SELECT criteria, position, concept, level, importance, must, basis\(literally: withTexts ? ", text" : "")
            FROM bg.criteria_skill \(choice.condition("criteria"))
            """, progress
        ) { row throws(PostgresError) in
            guard let number = finder.number(of: try row.next()) else { return }
            let position = try row.next(Int16.self)
            rows.add(
                Row(
                    concept: try row.nextOptional(Int32.self).map { ConceptID($0) },
                    level: UInt8(try row.nextOptional(Int16.self) ?? 0), importance: UInt8(try row.next(Int16.self)),
                    must: try row.next(), basis: SkillBasis(number: try row.next(Int16.self))),
                at: position, of: number)
            if withTexts { texts.add(try row.next(), at: position, of: number) }
        }
        rows.close(owners: numbers.count)
        texts.close(owners: numbers.count)
    }

    subscript(number: Int32) -> [(skill: Need.Skill, basis: SkillBasis)] {
        var texts = texts[number].makeIterator()
        return rows[number].map { row in
            let skill = Need.Skill(
                mention: SkillMention(text: texts.next() ?? "", concept: row.concept),
                importance: Importance(rawValue: Int(row.importance)) ?? .important,
                level: SkillLevel(rawValue: Int(row.level)), must: row.must)
            return (skill, row.basis)
        }
    }
}
