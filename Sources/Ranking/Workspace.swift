import Synchronization

/// The memory that one query at a time works in: some hundred kilobytes, which would take longer to get afresh for each
/// query than the query takes.
final class Workspace {
    /// How many survivors wait before they are scored: enough for their memory accesses to overlap.
    static let survivorLimit = 512

    /// By document of a range: the sum of what its terms add.
    let sums = Growing<Sum>(capacity: RangeTable.largest)
    /// By 64 documents of a range: which of them pass.
    let words = Growing<UInt64>(capacity: RangeTable.largest / 64)
    let passing = Growing<UInt64>(capacity: RangeTable.largest / 64)
    let once = Growing<UInt64>(capacity: RangeTable.largest / 64)
    let twice = Growing<UInt64>(capacity: RangeTable.largest / 64)
    let survivors = Growing<Survivor>(capacity: survivorLimit + 64)
    var stretches = Growing<TermBound.Stretch>(capacity: 1024)
    var runs = Growing<TermBound.Run>(capacity: 1024)
    /// By slot: its row; all zero between queries.
    var rowOfSlot = Growing<UInt16>(capacity: 1024)
    var rows = Growing<SIMD16<UInt8>>(capacity: 1024)
    /// By row: what it gains for all the items together that are added up.
    var gains = Growing<UInt16>(capacity: 1024)
    var weights = Growing<SIMD16<UInt16>>(capacity: 4)
    var flags = Growing<UInt64>(capacity: 64)
    /// By answer of an item.
    var terms = Growing<AnsweredTerm>(capacity: 64)
    /// By shape: what it is worth to who asks.
    var values = Growing<ShapeWorth>(capacity: 1024)
    /// What the asker's terms gain by shape, for needs that add up.
    var used = UsedTerms()

    deinit {
        for memory in [words, passing, once, twice, flags] { memory.deallocate() }
        sums.deallocate()
        survivors.deallocate()
        stretches.deallocate()
        runs.deallocate()
        rowOfSlot.deallocate()
        rows.deallocate()
        gains.deallocate()
        weights.deallocate()
        terms.deallocate()
        values.deallocate()
        used.deallocate()
    }
}

/// What a shape is worth to who asks, and what that counts at most where it is added up.
struct ShapeWorth: BitwiseCopyable {
    var value: UInt16
    var counted: UInt16
}

/// A document whose bound reaches the threshold.
struct Survivor: BitwiseCopyable {
    var document: UInt32
    /// What its score is at most, without what every document has.
    var bound: UInt32
}

/// Lends workspaces to queries without a lock: as many are kept as there are shelves, more are made and dropped.
enum WorkspacePool {
    /// A retained workspace on each, or 0.
    private static let shelves: InlineArray<16, Atomic<UInt>> = .init { _ in Atomic(0) }

    static func withWorkspace<Result>(_ body: (Workspace) -> Result) -> Result {
        let workspace = take()
        defer { putBack(workspace) }
        return body(workspace)
    }

    private static func take() -> Workspace {
        for shelf in shelves.indices where shelves[shelf].load(ordering: .relaxed) != 0 {
            let found = shelves[shelf].exchange(0, ordering: .acquiring)
            if let address = UnsafeRawPointer(bitPattern: found) {
                return Unmanaged<Workspace>.fromOpaque(address).takeRetainedValue()
            }
        }
        return Workspace()
    }

    private static func putBack(_ workspace: Workspace) {
        let retained = Unmanaged.passRetained(workspace)
        let address = UInt(bitPattern: retained.toOpaque())
        for shelf in shelves.indices where shelves[shelf].load(ordering: .relaxed) == 0 {
            if shelves[shelf].compareExchange(expected: 0, desired: address, ordering: .releasing).exchanged { return }
        }
        retained.release()
    }
}
