import Lanes

/// Memory of plain values that is filled once and only read from then on: what an index is made of.
// Any number of threads may share a block: nothing writes to it after `init` has returned, it is reached through a
// read-only pointer alone, and it is freed when its last owner lets go of it.
final class Block<Element: BitwiseCopyable>: @unchecked Sendable {
    let start: UnsafePointer<Element>
    let count: Int

    /// Fills a block, whose memory is zero at first and zero for a cache line beyond its end, so that a loop may read
    /// several values at a time.
    init(count: Int, filledBy fill: (UnsafeMutablePointer<Element>) -> Void) {
        let bytes = count * MemoryLayout<Element>.stride + 64
        let isLarge = bytes >= lanes_large_page
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? lanes_large_page : 64)
        if isLarge { lanes_want_large_pages(memory, UInt(bytes)) }
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        let typed = memory.bindMemory(to: Element.self, capacity: count)
        fill(typed)
        start = UnsafePointer(typed)
        self.count = count
    }

    convenience init(_ elements: [Element]) {
        self.init(count: elements.count) { memory in
            for (index, element) in elements.enumerated() { memory[index] = element }
        }
    }

    deinit { UnsafeMutableRawPointer(mutating: start).deallocate() }

    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count)
        return start[index]
    }

    /// What the block takes in memory.
    var bytes: Int { count * MemoryLayout<Element>.stride + 64 }
}
