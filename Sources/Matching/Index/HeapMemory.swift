import CAllocator

/// What the C library keeps of the memory that the program gives back to it.
///
/// Left alone it makes arenas for many threads, and keeps in each what a load or a merge has left there: more than the
/// index itself has.
package enum HeapMemory {
    /// From this size on, in bytes, memory comes from the system and goes back there at once.
    private static let large: Int32 = 1 << 20
    /// Threads that share an arena wait for one another, but only when their own small stock is empty.
    private static let arenas: Int32 = 2

    /// Has it keep little; to be called before there are threads.
    package static func keepLittle() {
        mallopt(M_ARENA_MAX, arenas)
        mallopt(M_MMAP_THRESHOLD, large)
    }

    /// Gives back to the system what is free at this moment.
    static func giveBack() { malloc_trim(0) }
}
