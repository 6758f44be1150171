/// Values for a few pairs of concepts, the same from either side.
struct PairTable<Value> {
    private var values: [[(other: Int32, value: Value)]]

    init(count: Int) { values = [[(other: Int32, value: Value)]](repeating: [], count: count) }

    mutating func set(_ first: Int, _ second: Int, to value: Value) {
        values[first].append((Int32(second), value))
        values[second].append((Int32(first), value))
    }

    subscript(row: Int) -> [(other: Int32, value: Value)] { values[row] }

    /// The value of a pair; null where it has none.
    func value(_ row: Int, _ other: Int32) -> Value? { values[row].first { $0.other == other }?.value }
}
