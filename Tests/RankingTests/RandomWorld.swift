import Ranking

/// Documents, needs and queries over a few terms, so that everything collides: equal scores, shared terms, empty results.
struct RandomWorld {
    var dice: Dice
    /// How many different terms there are.
    var termCount = 40
    /// The highest level, 0 to 7.
    var highestLevel = 4
    var mostTerms = 10
    var partitions: [UInt16] = [0, 1, 2, 7, 300, 65_535]
    /// Identifiers are drawn from so many low numbers, and an equal number of high ones.
    var identifierSpan = 1 << 20

    init(seed: UInt64) { dice = Dice(seed: seed) }

    /// Term numbers are sparse; a skewed draw makes the first ones common.
    static func term(_ number: Int) -> Term { Term(rawValue: UInt32(truncatingIfNeeded: number &* 2_654_435_761)) }

    mutating func term() -> Term {
        let skewed = dice.roll(0...termCount - 1) * dice.roll(0...termCount - 1) / termCount
        return Self.term(skewed)
    }

    mutating func level() -> UInt8 { dice.chance(15) ? 0 : UInt8(dice.roll(0...highestLevel)) }

    mutating func identifier() -> UInt128 {
        let low = UInt128(dice.roll(0...identifierSpan))
        return dice.chance(50) ? low : low << 90 | 5
    }

    mutating func terms() -> [TermLevel] {
        var terms: [Term: TermLevel] = [:]
        for _ in 0..<dice.roll(0...mostTerms) {
            let term = term()
            terms[term] = TermLevel(term: term, level: level(), basis: UInt8(dice.chance(50) ? 0 : dice.roll(0...7)))
        }
        return terms.values.sorted { $0.term < $1.term }
    }

    mutating func document() -> Document {
        Document(identifier: identifier(), partition: dice.pick(partitions), terms: terms())
    }

    /// Documents whose identifiers differ.
    mutating func documents(_ count: Int) -> [Document] {
        var seen: Set<UInt128> = []
        var documents: [Document] = []
        while documents.count < count {
            let document = document()
            if seen.insert(document.identifier).inserted { documents.append(document) }
        }
        return documents
    }

    mutating func shape() -> Shape {
        let floor = UInt8(dice.chance(60) ? 0 : dice.roll(0...250))
        let answers = (0..<dice.roll(0...8)).map { _ in
            var values = SIMD8<UInt8>.zero
            for level in 0..<8 { values[level] = UInt8(dice.chance(30) ? 50 * dice.roll(0...5) : dice.roll(0...250)) }
            return Answer(term: term(), values: values)
        }
        guard dice.chance(50) else { return Shape(floor: floor, answers: answers) }
        var credits = SIMD8<UInt8>.zero
        for basis in 0..<8 { credits[basis] = UInt8(dice.roll(0...250)) }
        return Shape(floor: floor, answers: answers, credits: credits)
    }

    /// A shape that adds up what comes before it.
    mutating func addingShape() -> Shape {
        var credits = SIMD8<UInt8>(repeating: 250)
        if dice.chance(50) { for basis in 0..<8 { credits[basis] = UInt8(dice.roll(0...250)) } }
        let most = dice.roll(1...250)
        let uses = Uses(
            least: UInt8(dice.roll(0...most)), most: UInt8(most), count: UInt16(dice.roll(1...12)))
        return Shape(uses, credits: credits)
    }

    /// So many weights, which sum to the total at most.
    mutating func weights(_ count: Int, total: Int) -> [UInt8] {
        var rest = total
        return (0..<count).map { index in
            let weight =
                index == count - 1 && dice.chance(50) ? rest : dice.roll(0...(rest / max(1, (count - index) / 2)))
            rest -= weight
            return UInt8(weight)
        }
    }

    mutating func items(total: Int = 250) -> [Item] {
        let count = dice.chance(10) ? dice.roll(13...40) : dice.roll(0...12)
        var items = weights(count, total: total).map { Item(weight: $0, shape: shape()) }
        if count > 0, dice.chance(50) { items[dice.roll(0...count - 1)].shape = addingShape() }
        return items
    }

    mutating func condition() -> Condition {
        let anyOf = (0..<dice.roll(0...3)).map { _ in
            Condition.Alternative(term: term(), minimumLevel: UInt8(dice.roll(0...max(1, highestLevel))))
        }
        return Condition(
            reason: UInt8(dice.roll(1...5)), anyOf: anyOf, negated: dice.chance(30),
            validFrom: dice.chance(20) ? Int64(dice.roll(0...100)) : nil,
            validUntil: dice.chance(20) ? Int64(dice.roll(0...100)) : nil)
    }

    mutating func partitionSet() -> Set<UInt16> {
        Set((0..<dice.roll(0...4)).map { _ in dice.pick(partitions + [9]) })
    }

    mutating func filter(excluding identifiers: [UInt128]) -> Filter {
        guard dice.chance(85) else { return Filter() }
        let some = (0..<dice.roll(0...2)).compactMap { _ in identifiers.isEmpty ? nil : dice.pick(identifiers) }
        return Filter(
            visibility: (0..<(dice.chance(30) ? dice.roll(1...2) : 0)).map { _ in condition() },
            visiblePartitions: dice.chance(25) ? partitionSet() : nil,
            excluding: Set(dice.chance(30) ? some + [identifier()] : []),
            partitions: dice.chance(30)
                ? Filter.Partitions(reason: UInt8(dice.roll(1...5)), anyOf: partitionSet()) : nil,
            conditions: (0..<dice.roll(0...2)).map { _ in condition() }, at: Int64(dice.roll(0...100)))
    }

    mutating func page(_ identifiers: [UInt128]) -> (k: Int, after: Hit?) {
        let k = dice.chance(10) ? dice.pick([0, 1, 100, 100_000]) : dice.roll(1...30)
        let identifier = identifiers.isEmpty || dice.chance(30) ? identifier() : dice.pick(identifiers)
        return (k, dice.chance(20) ? Hit(identifier: identifier, score: dice.roll(0...20_000)) : nil)
    }

    mutating func query(_ identifiers: [UInt128]) -> ProfileQuery {
        let page = page(identifiers)
        return ProfileQuery(items: items(), filter: filter(excluding: identifiers), k: page.k, after: page.after)
    }

    mutating func need(_ shapes: [Shape]) -> NeedDocument {
        let count = dice.chance(5) ? 0 : dice.roll(1...8)
        let weights = weights(count, total: 250)
        let halves = self.weights(count, total: 125)
        let plain = shapes.indices.filter { shapes[$0].uses == nil }
        let adding = shapes.indices.filter { shapes[$0].uses != nil }
        let adds = count > 0 && !adding.isEmpty && dice.chance(60) ? dice.roll(0...count - 1) : nil
        let demands = (0..<count).map { index in
            let shape = index == adds ? dice.pick(adding) : dice.pick(plain)
            return Demand(
                key: UInt64(shape) << 40 | 3, shape: shapes[shape], weight: weights[index], halfWeight: halves[index])
        }
        let from = Int64(dice.roll(0...60))
        return NeedDocument(
            identifier: identifier(), partition: dice.pick(partitions), terms: terms(), gives: terms(),
            demands: demands, musts: (0..<(dice.chance(40) ? dice.roll(1...3) : 0)).map { _ in condition() },
            open: dice.chance(30) ? from..<from + Int64(dice.roll(0...60)) : nil)
    }

    mutating func needs(_ count: Int, _ shapes: [Shape]) -> [NeedDocument] {
        var seen: Set<UInt128> = []
        var needs: [NeedDocument] = []
        while needs.count < count {
            let need = need(shapes)
            if seen.insert(need.identifier).inserted { needs.append(need) }
        }
        return needs
    }

    mutating func needQuery(_ identifiers: [UInt128]) -> NeedQuery {
        let page = page(identifiers)
        let half = dice.chance(50)
        return NeedQuery(
            terms: terms(), half: half, wish: half || dice.chance(20) ? items(total: 125) : [],
            wishConditions: (0..<(dice.chance(30) ? dice.roll(1...2) : 0)).map { _ in condition() },
            filter: filter(excluding: identifiers), k: page.k, after: page.after)
    }
}
