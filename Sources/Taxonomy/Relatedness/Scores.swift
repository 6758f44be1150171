/// A number for each concept, nearly all of them zero, that is emptied at the cost of those that are not.
///
/// Numbers are positive. The loops run tens of millions of times, hence the pointers: every index is a concept's, and all
/// arrays of numbers have one for each concept.
struct Scores {
    private var values: [Float]
    /// The concepts whose number is not zero, in the order in which they came to it.
    private(set) var touched: [Int32] = []

    init(count: Int) { values = [Float](repeating: 0, count: count) }

    subscript(concept: Int32) -> Float { values[Int(concept)] }

    /// Adds a weight times a factor to each of some concepts.
    mutating func add(_ weights: ArraySlice<Float>, times factor: Float, to concepts: ArraySlice<Int32>) {
        let count = min(weights.count, concepts.count)
        values.withUnsafeMutableBufferPointer { values in
            weights.withUnsafeBufferPointer { weights in
                concepts.withUnsafeBufferPointer { concepts in
                    guard let values = values.baseAddress, let weights = weights.baseAddress,
                        let concepts = concepts.baseAddress
                    else { return }
                    var index = 0
                    while index < count {
                        let concept = concepts[index]
                        let value = values[Int(concept)]
                        if value == 0 { touched.append(concept) }
                        values[Int(concept)] = value + weights[index] * factor
                        index += 1
                    }
                }
            }
        }
    }

    /// Adds the same to each of some concepts.
    mutating func add(_ value: Float, to concepts: ArraySlice<Int32>) {
        for concept in concepts {
            if values[Int(concept)] == 0 { touched.append(concept) }
            values[Int(concept)] += value
        }
    }

    /// Makes a concept's number at least this.
    mutating func raise(_ concept: Int32, to value: Float) {
        let old = values[Int(concept)]
        if old == 0 { touched.append(concept) }
        if old < value { values[Int(concept)] = value }
    }

    /// The touched concepts whose number is large enough.
    func touched(atLeast bound: Float) -> [Int32] { touched.filter { values[Int($0)] >= bound } }

    mutating func clear() {
        for concept in touched { values[Int(concept)] = 0 }
        touched.removeAll(keepingCapacity: true)
    }
}
