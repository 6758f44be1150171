/// Many short lists in one array: the elements of list `n` lie between two of its starts.
struct Lists<Element: Sendable>: Sendable {
    private let starts: [Int32]
    private let elements: [Element]

    /// - Parameters:
    ///   - pairs: each element with the list that it belongs to; in a list they keep their order.
    init(count: Int, _ pairs: [(list: Int32, element: Element)]) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for pair in pairs { starts[Int(pair.list) + 1] += 1 }
        for list in 0..<count { starts[list + 1] += starts[list] }
        var next = starts
        var order = [Int32](repeating: 0, count: pairs.count)
        for (position, pair) in pairs.enumerated() {
            order[Int(next[Int(pair.list)])] = Int32(position)
            next[Int(pair.list)] += 1
        }
        self.starts = starts
        elements = order.map { pairs[Int($0)].element }
    }

    subscript(list: Int) -> ArraySlice<Element> { elements[Int(starts[list])..<Int(starts[list + 1])] }
}
