/// What the needs of a segment ask: each distinct shape once, and for every need which shapes with which weights.
///
/// A profile answers shapes, not needs: with its few terms it looks up the shapes that they answer, and a need is then
/// worth the sum over its demands of weight × what the shape is worth.
struct DemandTable: Sendable {
    /// What a term is worth to a shape.
    struct ShapeAnswer: BitwiseCopyable {
        var shape: UInt32
        /// Its place among the distinct credits.
        var credits: UInt32
        var values: SIMD8<UInt8>
    }

    /// By number of a shape.
    private let keys: [UInt64]
    private let shapes: [Shape]
    private let floors: Block<ShapeWorth>
    private let table: TermTable
    /// By the table's number of a term: its first answer; with one more at the end.
    private let answerStarts: Block<UInt32>
    private let answers: Block<ShapeAnswer>
    private let credits: Block<SIMD8<UInt8>>
    /// By document: its first demand; with one more at the end.
    let starts: Block<UInt32>
    /// By demand, in the order in which each need lists them.
    let shapeNumbers: Block<UInt32>
    private let weights: Block<UInt8>
    private let halfWeights: Block<UInt8>
    /// By document: the place of the demand that adds up what comes before it; ``none`` where nothing does.
    let adding: Block<UInt32>
    /// What is added, in each distinct way of adding up.
    let ways: [Uses.Shares]
    /// By shape: the place of its way of adding up; ``none`` for other shapes.
    let wayOfShape: Block<UInt32>
    /// By way: `Uses.Shares.part`.
    let parts: Block<Int>
    /// By basis: what a term counts at most in any way.
    private let limits: [Int]
    /// By shape: whether some need adds up what it is worth.
    private let isAdded: Block<Bool>
    /// The greatest sum of a need's weights, and of its half weights.
    private let greatestWeight: (full: Int, half: Int)

    static let none = UInt32.max

    var bytes: Int {
        adding.bytes + wayOfShape.bytes + parts.bytes + isAdded.bytes + floors.bytes + table.bytes + answerStarts.bytes
            + answers.bytes + credits.bytes + starts.bytes
            + shapeNumbers.bytes + weights.bytes + halfWeights.bytes
    }

    /// - Parameter demands: by document, what it asks.
    init(_ demands: [[Demand]]) {
        let all = demands.joined()
        let starts = demands.reduce(into: [UInt32(0)]) { $0.append($0[$0.count - 1] + UInt32($1.count)) }
        self.starts = Block(starts)
        var numbers: [UInt64: UInt32] = [:]
        var keys: [UInt64] = []
        var shapes: [Shape] = []
        let shapeNumbers = all.map { demand in
            if let number = numbers[demand.key] { return number }
            let number = UInt32(shapes.count)
            numbers[demand.key] = number
            keys.append(demand.key)
            shapes.append(demand.shape)
            return number
        }
        self.shapeNumbers = Block(shapeNumbers)
        weights = Block(all.map(\.weight))
        halfWeights = Block(all.map(\.halfWeight))
        greatestWeight = demands.reduce(into: (0, 0)) { greatest, demands in
            greatest.0 = max(greatest.0, demands.reduce(0) { $0 + Int($1.weight) })
            greatest.1 = max(greatest.1, demands.reduce(0) { $0 + Int($1.halfWeight) })
        }
        floors = Block(shapes.map { ShapeWorth(value: UInt16($0.floor), counted: 0) })
        let way = shapes.map { shape in shape.uses.map { Uses.Shares($0, shape.credits) } }
        let ways = Array(Set(way.compactMap(\.self)))
        self.ways = ways
        parts = Block(ways.map(\.part))
        limits = (0..<8).map { basis in ways.map { $0.limits[basis] }.max() ?? 0 }
        let places = Dictionary(uniqueKeysWithValues: ways.enumerated().map { ($1, UInt32($0)) })
        let wayOfShape = way.map { way in way.flatMap { places[$0] } ?? Self.none }
        self.wayOfShape = Block(wayOfShape)
        let adding = demands.indices.map { document in
            (starts[document]..<starts[document + 1]).first {
                wayOfShape[Int(shapeNumbers[Int($0)])] != Self.none
            } ?? Self.none
        }
        self.adding = Block(adding)
        var isAdded = [Bool](repeating: false, count: shapes.count)
        for document in demands.indices where adding[document] != Self.none {
            for place in starts[document]..<adding[document] { isAdded[Int(shapeNumbers[Int(place)])] = true }
        }
        self.isAdded = Block(isAdded)
        let distinct = Array(Set(shapes.map(\.credits)))
        credits = Block(distinct)
        (table, answerStarts, answers) = Self.answersByTerm(shapes, credits: distinct)
        self.keys = keys
        self.shapes = shapes
    }

    private static func answersByTerm(
        _ shapes: [Shape], credits: [SIMD8<UInt8>]
    ) -> (TermTable, Block<UInt32>, Block<ShapeAnswer>) {
        var table = TermTable()
        var counts: [UInt32] = []
        for answer in shapes.lazy.map(\.answers).joined() {
            let term = table.insert(TermKey(answer.term, .own))
            if term == counts.count { counts.append(0) }
            counts[term] += 1
        }
        let starts = counts.reduce(into: [UInt32(0)]) { $0.append($0[$0.count - 1] + $1) }
        let answers = Block<ShapeAnswer>(count: Int(starts[counts.count])) { answers in
            var cursors = starts
            for (number, shape) in shapes.enumerated() {
                let credits = UInt32(credits.firstIndex(of: shape.credits) ?? 0)
                for answer in shape.answers {
                    guard let term = table.number(of: TermKey(answer.term, .own)) else { continue }
                    answers[Int(cursors[term])] = ShapeAnswer(
                        shape: UInt32(number), credits: credits, values: answer.values)
                    cursors[term] += 1
                }
            }
        }
        return (table, Block(starts), answers)
    }

    /// What the need of a document asks, as it was given.
    func demands(of document: Int) -> [Demand] {
        (starts[document]..<starts[document + 1]).map { place in
            let shape = Int(shapeNumbers[Int(place)])
            return Demand(
                key: keys[shape], shape: shapes[shape], weight: weights[Int(place)],
                halfWeight: halfWeights[Int(place)])
        }
    }

    /// What counts of each demand.
    func weights(half: Bool) -> UnsafePointer<UInt8> { half ? halfWeights.start : weights.start }

    /// What no need is worth more than.
    func greatest(half: Bool) -> Int { 255 * (half ? greatestWeight.half : greatestWeight.full) }

    /// Writes for each shape what some terms are worth to it into `workspace.values`.
    func answer(with terms: [TermLevel], in workspace: Workspace) {
        workspace.values.reserve(floors.count)
        let values = workspace.values.start
        values.update(from: floors.start, count: floors.count)
        if !ways.isEmpty { workspace.used.begin(shapes: floors.count, terms: terms.count) }
        for held in terms {
            guard let term = table.number(of: TermKey(held.term, .own)) else { continue }
            let grade = Grade(held)
            let counts = !ways.isEmpty && isGreatest(held, of: terms)
            if counts { workspace.used.beginTerm(basis: grade.basis, limit: limits[Int(grade.basis)]) }
            for place in Int(answerStarts[term])..<Int(answerStarts[term + 1]) {
                let answer = answers.start[place]
                let credit = credits.start[Int(answer.credits)][Int(grade.basis)]
                let value = UInt16(Shape.part(credit, of: answer.values[Int(grade.level)]))
                let (shape, floor) = (Int(answer.shape), floors.start[Int(answer.shape)].value)
                values[shape].value = max(values[shape].value, value)
                if counts, value > floor, isAdded.start[shape] {
                    values[shape].counted += workspace.used.add(value - floor, toShape: shape)
                }
            }
        }
    }

    /// Whether none of the same term has a greater grade; no profile has one twice.
    private func isGreatest(_ held: TermLevel, of terms: [TermLevel]) -> Bool {
        terms.allSatisfy { $0.term != held.term || Grade($0) <= Grade(held) }
    }
}
