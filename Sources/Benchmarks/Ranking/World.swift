import Ranking

/// Terms in the proportions of a real service: ESCO's number of skills, in fields of related ones, and a few languages,
/// countries, modes and sectors.
struct World {
    static let skillCount = 13_896
    private static let fieldSize = 100
    private static let fieldCount = skillCount / fieldSize
    static let countryCount = 11
    /// One more than the greatest term.
    static let termCount = skillCount + 16 + 200

    var dice: Dice
    /// By skill: twelve others of its field, with how related they are in hundredths.
    private let neighbours: [[(skill: Int, relatedness: Int)]]

    init(seed: UInt64) {
        var dice = Dice(seed: seed)
        neighbours = (0..<Self.skillCount).map { skill in
            let field = min(skill / Self.fieldSize, Self.fieldCount - 1)
            let others = Set((0..<12).map { _ in Self.skill(of: field, &dice) }).subtracting([skill])
            return others.sorted().map { ($0, dice.roll(30..<95)) }
        }
        self.dice = dice
    }

    private static func skill(of field: Int, _ dice: inout Dice) -> Int {
        field * fieldSize + dice.skewed(below: fieldSize)
    }

    static func language(_ number: Int) -> Term { Term(rawValue: UInt32(skillCount + number)) }

    /// Something that needs give and profiles wish: a mode, a sector, a place.
    static func gift(_ number: Int) -> Term { Term(rawValue: UInt32(skillCount + 16 + number)) }

    mutating func country() -> UInt16 { UInt16(dice.skewed(below: Self.countryCount)) }

    mutating func field() -> Int { dice.skewed(below: Self.fieldCount) }

    /// Different skills, most of them of one field.
    mutating func skills(_ count: Int) -> [Int] {
        let field = field()
        var skills: Set<Int> = []
        while skills.count < count {
            skills.insert(Self.skill(of: dice.chance(70) ? field : self.field(), &dice))
        }
        return skills.sorted()
    }

    /// Some 13 skills and two languages.
    mutating func profileTerms() -> [TermLevel] {
        let skills = skills(dice.roll(4..<22))
        let languages = Set((0..<dice.roll(1..<5)).map { _ in dice.skewed(below: 16) })
        return skills.map { TermLevel(term: Term(rawValue: UInt32($0)), level: UInt8(dice.roll(1..<5))) }
            + languages.sorted().map { TermLevel(term: Self.language($0), level: UInt8(dice.roll(1..<7))) }
    }

    /// A skill at a level, answered by itself and by its neighbours.
    func shape(_ skill: Int, level asked: Int) -> Shape {
        let answers = [(skill: skill, relatedness: 100)] + neighbours[skill]
        return Shape(
            floor: 0,
            answers: answers.map { answer in
                var values = SIMD8<UInt8>.zero
                for level in 1..<5 {
                    values[level] = UInt8(250 * answer.relatedness * min(level, asked) / (100 * asked))
                }
                return Answer(term: Term(rawValue: UInt32(answer.skill)), values: values)
            })
    }

    /// Weights of 1 to 3 importance each, as shares of a total.
    mutating func weights(_ count: Int, total: Int) -> [UInt8] {
        let importance = (0..<count).map { _ in dice.roll(1..<4) }
        let sum = importance.reduce(0, +)
        return importance.map { UInt8($0 * total / sum) }
    }

    /// Two languages, one of which suffices.
    mutating func spoken() -> Condition {
        let languages = (0..<2).map { _ in dice.skewed(below: 16) }
        return Condition(reason: 2, anyOf: languages.map { .init(term: Self.language($0), minimumLevel: 2) })
    }

    mutating func filter(byCountry: Bool, _ conditions: [Condition] = []) -> Filter {
        Filter(
            partitions: byCountry ? Filter.Partitions(reason: 1, anyOf: [country()]) : nil, conditions: conditions,
            at: 50)
    }
}
