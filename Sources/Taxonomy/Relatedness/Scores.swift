/// A number for each concept, nearly all of them zero, that is emptied at the cost of those that are not.
struct Scores {
    private var values: [Float]
    private(set) var touched: [Int32] = []

    init(count: Int) { values = [Float](repeating: 0, count: count) }

    subscript(concept: Int32) -> Float { values[Int(concept)] }

    /// What a loop writes to, free of checks.
    struct Writer {
        fileprivate let values: UnsafeMutableBufferPointer<Float>
        fileprivate var touched: [Int32]

        @inline(__always)
        mutating func add(_ value: Float, to concept: Int32) {
            let index = Int(concept)
            if values[index] == 0 { touched.append(concept) }
            values[index] += value
        }

        @inline(__always)
        mutating func raise(_ concept: Int32, to value: Float) {
            let index = Int(concept)
            if values[index] == 0 { touched.append(concept) }
            values[index] = max(values[index], value)
        }
    }

    mutating func update(_ body: (inout Writer) -> Void) {
        touched = values.withUnsafeMutableBufferPointer { [touched] values in
            var writer = Writer(values: values, touched: touched)
            body(&writer)
            return writer.touched
        }
    }

    mutating func clear() {
        for concept in touched { values[Int(concept)] = 0 }
        touched.removeAll(keepingCapacity: true)
    }
}
