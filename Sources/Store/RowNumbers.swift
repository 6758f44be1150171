import Foundation

/// Numbers for the rows of a table, in the order of their coming, so that what belongs to them can lie in flat arrays.
///
/// A dictionary does the same in four times the time: identifiers are random already, and need no hashing.
struct RowNumbers: Sendable {
    private var ids: [UInt128] = []
    /// By the last bits of an identifier, or the next free place: 32 other bits of it, and below its number and 1, so that another
    /// one is mostly told without a look at it; 0 for none. At least half is free.
    private var table: [UInt64]

    var count: Int { ids.count }

    /// - Parameter expecting: about how many rows will come.
    init(expecting: Int = 0) {
        ids.reserveCapacity(expecting)
        var size = 16
        while size < 2 * expecting { size *= 2 }
        table = Array(repeating: 0, count: size)
    }

    /// The number of a row, a new one if it had none.
    mutating func add(_ id: UUID) -> Int32 {
        if 2 * ids.count >= table.count { grow() }
        let id = id.number
        let place = place(of: id)
        if table[place] == 0 {
            ids.append(id)
            table[place] = Self.entry(id, ids.count)
        }
        return number(at: place)
    }

    subscript(id: UUID) -> Int32? {
        let number = number(at: place(of: id.number))
        return number < 0 ? nil : number
    }

    /// The number, with two guesses that are looked at first: the one after another, and the next, as between two profiles
    /// there may be a wish.
    fileprivate func number(of id: UInt128, after last: Int32) -> Int32? {
        for guess in last + 1...last + 2 where Int(guess) < ids.count && ids[Int(guess)] == id { return guess }
        let number = number(at: place(of: id))
        return number < 0 ? nil : number
    }

    private func place(of id: UInt128) -> Int {
        let mask = table.count - 1
        let mark = Self.entry(id, 0)
        var place = Int(truncatingIfNeeded: id) & mask
        while table[place] != 0, table[place] & Self.marks != mark || ids[Int(number(at: place))] != id {
            place = (place + 1) & mask
        }
        return place
    }

    /// -1 for a place that is free.
    private func number(at place: Int) -> Int32 { Int32(truncatingIfNeeded: table[place]) - 1 }

    private static let marks: UInt64 = 0xFFFF_FFFF_0000_0000

    private static func entry(_ id: UInt128, _ count: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: id << 8) & marks | UInt64(count)
    }

    private mutating func grow() {
        table = Array(repeating: 0, count: 4 * table.count)
        for (number, id) in ids.enumerated() { table[place(of: id)] = Self.entry(id, number + 1) }
    }
}

/// Looks up the owners of rows, which mostly come in the order in which their owners came.
struct RowFinder {
    private let numbers: RowNumbers
    private var last: (id: UInt128, number: Int32?) = (0, nil)

    init(_ numbers: RowNumbers) { self.numbers = numbers }

    mutating func number(of id: UUID) -> Int32? {
        let id = id.number
        if last.id != id { last = (id, numbers.number(of: id, after: last.number ?? -1)) }
        return last.number
    }
}

extension UUID {
    /// The bytes as one number, the last lowest.
    fileprivate var number: UInt128 { UInt128(bigEndian: unsafeBitCast(uuid, to: UInt128.self)) }
}
