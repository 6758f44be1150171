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
    private let floors: Block<UInt8>
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
    /// The greatest sum of a need's weights, and of its half weights.
    private let greatestWeight: (full: Int, half: Int)

    var bytes: Int {
        floors.bytes + table.bytes + answerStarts.bytes + answers.bytes + credits.bytes + starts.bytes
            + shapeNumbers.bytes + weights.bytes + halfWeights.bytes
    }

    /// - Parameter demands: by document, what it asks.
    init(_ demands: [[Demand]]) {
        let all = demands.joined()
        var numbers: [UInt64: UInt32] = [:]
        var keys: [UInt64] = []
        var shapes: [Shape] = []
        shapeNumbers = Block(
            all.map { demand in
                if let number = numbers[demand.key] { return number }
                let number = UInt32(shapes.count)
                numbers[demand.key] = number
                keys.append(demand.key)
                shapes.append(demand.shape)
                return number
            })
        weights = Block(all.map(\.weight))
        halfWeights = Block(all.map(\.halfWeight))
        starts = Block(
            demands.reduce(into: [UInt32(0)]) { $0.append($0[$0.count - 1] + UInt32($1.count)) })
        greatestWeight = demands.reduce(into: (0, 0)) { greatest, demands in
            greatest.0 = max(greatest.0, demands.reduce(0) { $0 + Int($1.weight) })
            greatest.1 = max(greatest.1, demands.reduce(0) { $0 + Int($1.halfWeight) })
        }
        floors = Block(shapes.map(\.floor))
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
        for held in terms {
            guard let term = table.number(of: TermKey(held.term, .own)) else { continue }
            let grade = Grade(held)
            for place in Int(answerStarts[term])..<Int(answerStarts[term + 1]) {
                let answer = answers.start[place]
                let credit = credits.start[Int(answer.credits)][Int(grade.basis)]
                let value = Shape.part(credit, of: answer.values[Int(grade.level)])
                values[Int(answer.shape)] = max(values[Int(answer.shape)], value)
            }
        }
    }
}
