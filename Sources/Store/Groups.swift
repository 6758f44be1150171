/// Elements by the number of their owner: flat arrays, for millions.
///
/// First all are added, in any order; then it is closed; then it is read.
struct Groups<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    private var owners: [Int32] = []
    private var isInOrder = true
    /// By owner: where its first element is; with one more at the end. Empty until it is closed.
    private var starts: [Int32] = []

    /// - Parameter expecting: about how many elements will come.
    init(expecting: Int = 0) {
        elements.reserveCapacity(expecting)
        owners.reserveCapacity(expecting)
    }

    mutating func add(_ element: Element, of owner: Int32) {
        if let last = owners.last, last > owner { isInOrder = false }
        elements.append(element)
        owners.append(owner)
    }

    /// Puts the elements in the order of their owners; rows mostly come so already, as they were written together.
    ///
    /// - Parameter count: how many owners there are; all numbers are below it.
    mutating func close(owners count: Int) {
        starts = [Int32](repeating: 0, count: count + 1)
        for owner in owners { starts[Int(owner) + 1] += 1 }
        for owner in 0..<count { starts[owner + 1] += starts[owner] }
        if !isInOrder { sort() }
        owners = []
    }

    private mutating func sort() {
        var cursors = starts
        var order = [Int32](repeating: 0, count: elements.count)
        for (place, owner) in owners.enumerated() {
            order[Int(cursors[Int(owner)])] = Int32(place)
            cursors[Int(owner)] += 1
        }
        elements = order.map { elements[Int($0)] }
    }

    subscript(owner: Int32) -> ArraySlice<Element> { elements[Int(starts[Int(owner)])..<Int(starts[Int(owner) + 1])] }
}
