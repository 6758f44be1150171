/// Lists by their number, one behind another in a flat array, for millions.
struct Lists<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    /// By list: where its first element is; with one more at the end.
    private var starts: [Int32] = [0]

    /// - Parameter expecting: about how many lists will come.
    init(expecting: Int = 0) { starts.reserveCapacity(expecting + 1) }

    /// Adds to the list that is not ended yet.
    mutating func append(_ element: Element) { elements.append(element) }

    /// Ends a list: what is appended from now on belongs to the next.
    mutating func end() { starts.append(Int32(elements.count)) }

    /// The elements of a list, transformed, with their place in it. No slice is made: its count of references would be shared by
    /// all cores.
    func map<Result>(_ number: Int32, _ transform: (Element, Int) -> Result) -> [Result] {
        let (start, end) = (Int(starts[Int(number)]), Int(starts[Int(number) + 1]))
        guard start < end else { return [] }
        var results: [Result] = []
        results.reserveCapacity(end - start)
        for place in start..<end { results.append(transform(elements[place], place - start)) }
        return results
    }

    subscript(number: Int32) -> [Element] { map(number) { element, _ in element } }
}
