import Foundation
import Model
import Postgres

/// The skills of many criteria.
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

    /// None, with room for so many as criteria have on average.
    init(ofAbout criteria: Int) { rows = Groups(expecting: criteria * 10) }

    /// Reads them with what was typed.
    init(_ choice: CriteriaChoice, of numbers: RowNumbers, in transaction: Transaction) throws(PostgresError) {
        var finder = RowFinder(numbers)
        try transaction.copyOut(
            """
            SELECT criteria, position, concept, level, importance, must, basis, text
            FROM bg.criteria_skill \(choice.condition("criteria"))
            """
        ) { row throws(PostgresError) in
            guard let number = finder.number(of: try row.next()) else { return }
            let position = try row.next(Int16.self)
            rows.add(
                Row(
                    concept: try row.nextOptional(Int32.self).map { ConceptID($0) },
                    level: UInt8(try row.nextOptional(Int16.self) ?? 0), importance: UInt8(try row.next(Int16.self)),
                    must: try row.next(), basis: SkillBasis(number: try row.next(Int16.self))),
                at: position, of: number)
            texts.add(try row.next(), at: position, of: number)
        }
        close(owners: numbers.count)
    }

    /// Adds what the column `skills` holds; criteria come in the order of their numbers.
    mutating func add(_ packed: Packed, of number: Int32) {
        for word in packed.words {
            let concept = Int32(truncatingIfNeeded: word >> 32)
            rows.add(
                Row(
                    concept: concept == 0 ? nil : ConceptID(concept), level: UInt8(truncatingIfNeeded: word),
                    importance: UInt8(truncatingIfNeeded: word >> 8), must: word >> 16 & 1 == 1,
                    basis: SkillBasis(number: Int16(word >> 24 & 0xFF))),
                of: number)
        }
    }

    mutating func close(owners: Int) {
        rows.close(owners: owners)
        texts.close(owners: owners)
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

    /// The skills of one criteria as the column `skills` holds them: 8 bytes each.
    struct Packed: PostgresValue {
        static var oid: UInt32 { Bytes.oid }
        let words: [UInt64]

        init?(binary bytes: UnsafeRawBufferPointer) {
            guard bytes.count % 8 == 0 else { return nil }
            words = stride(from: 0, to: bytes.count, by: 8).map {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
            }
        }

        func encode(into bytes: inout [UInt8]) {
            for word in words { Int64(bitPattern: word).encode(into: &bytes) }
        }
    }
}
