/// Memory of plain values that a workspace keeps from query to query and makes larger when one needs more.
struct Growing<Element: BitwiseCopyable> {
    private(set) var start: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        start = Self.zeroed(capacity)
    }

    /// Makes room; what was there stays, what is new is zero.
    mutating func reserve(_ count: Int) {
        guard count > capacity else { return }
        let larger = max(count, capacity * 2)
        let memory = Self.zeroed(larger)
        memory.update(from: start, count: capacity)
        deallocate()
        start = memory
        capacity = larger
    }

    func deallocate() { UnsafeMutableRawPointer(start).deallocate() }

    private static func zeroed(_ count: Int) -> UnsafeMutablePointer<Element> {
        let bytes = count * MemoryLayout<Element>.stride + 64
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        return memory.bindMemory(to: Element.self, capacity: count)
    }
}
