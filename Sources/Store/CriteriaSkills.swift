import Model

/// The skills of many criteria, by their number.
struct CriteriaSkills: Sendable {
    private struct Row: Sendable {
        let concept: ConceptID?
        let level: UInt8
        let importance: UInt8
        let must: Bool
        let basis: SkillBasis
    }

    private var rows: Lists<Row>
    /// What was typed, for each row; none where it was not read.
    private var texts: Lists<String>

    init(expecting: Int) { (rows, texts) = (Lists(expecting: expecting), Lists(expecting: expecting)) }

    /// Adds those of the next criteria, as its columns hold them; null for none.
    mutating func add(_ packed: UnsafeRawBufferPointer?, _ words: [String]?) {
        for offset in stride(from: 0, to: (packed?.count ?? 0) & ~7, by: 8) {
            guard let word = packed?.loadUnaligned(fromByteOffset: offset, as: UInt64.self).bigEndian else { break }
            let concept = Int32(truncatingIfNeeded: word >> 32)
            rows.append(
                Row(
                    concept: concept == 0 ? nil : ConceptID(concept), level: UInt8(truncatingIfNeeded: word),
                    importance: UInt8(truncatingIfNeeded: word >> 8), must: word >> 16 & 1 == 1,
                    basis: SkillBasis(number: Int16(word >> 24 & 0xFF))))
        }
        for word in words ?? [] { texts.append(word) }
        rows.end()
        texts.end()
    }

    func ofNeed(_ number: Int32) -> [Need.Skill] {
        let words = texts[number]
        return rows.map(number) { row, place in
            Need.Skill(
                mention: SkillMention(text: words.isEmpty ? "" : words[place], concept: row.concept),
                importance: Importance(rawValue: Int(row.importance)) ?? .important,
                level: SkillLevel(rawValue: Int(row.level)), must: row.must)
        }
    }

    func ofProfile(_ number: Int32) -> [Profile.Skill] {
        let words = texts[number]
        return rows.map(number) { row, place in
            Profile.Skill(
                mention: SkillMention(text: words.isEmpty ? "" : words[place], concept: row.concept),
                level: SkillLevel(rawValue: Int(row.level)), basis: row.basis)
        }
    }
}
