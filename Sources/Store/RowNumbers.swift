import Foundation

/// Numbers for the rows of a table, in the order of their coming, so that what belongs to them can lie in flat arrays.
///
/// A dictionary does the same in four times the time: identifiers are random already, and need no hashing.
struct RowNumbers: Sendable {
    private var ids: [UInt128] = []
    /// By the last bits of an identifier, or the next free place: its number, -1 for none. At least half is free.
    private var table: [Int32]

    var count: Int { ids.count }

    /// A flag for each row, unset.
    var flags: [Bool] { [Bool](repeating: false, count: count) }

    /// - Parameter expecting: about how many rows will come.
    init(expecting: Int = 0) {
        ids.reserveCapacity(expecting)
        var size = 16
        while size < 2 * expecting { size *= 2 }
        table = Array(repeating: -1, count: size)
    }

    /// The number of a row, a new one if it had none.
    mutating func add(_ id: UUID) -> Int32 {
        if 2 * ids.count >= table.count { grow() }
        let id = id.number
        let place = place(of: id)
        if table[place] < 0 {
            table[place] = Int32(ids.count)
            ids.append(id)
        }
        return table[place]
    }

    subscript(id: UUID) -> Int32? {
        let number = table[place(of: id.number)]
        return number < 0 ? nil : number
    }

    /// The number, with a guess that is looked at first.
    fileprivate func number(of id: UInt128, trying guess: Int32) -> Int32? {
        if ids.indices.contains(Int(guess)), ids[Int(guess)] == id { return guess }
        let number = table[place(of: id)]
        return number < 0 ? nil : number
    }

    private func place(of id: UInt128) -> Int {
        let mask = table.count - 1
        var place = Int(truncatingIfNeeded: id) & mask
        while table[place] >= 0, ids[Int(table[place])] != id { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        table = Array(repeating: -1, count: 4 * table.count)
        for (number, id) in ids.enumerated() { table[place(of: id)] = Int32(number) }
    }
}

/// Looks up the owners of rows, which mostly come in the order in which their owners came.
struct RowFinder {
    private let numbers: RowNumbers
    private var last: (id: UInt128, number: Int32?) = (0, nil)

    init(_ numbers: RowNumbers) { self.numbers = numbers }

    mutating func number(of id: UUID) -> Int32? {
        let id = id.number
        if last.id != id { last = (id, numbers.number(of: id, trying: (last.number ?? -1) + 1)) }
        return last.number
    }
}

extension UUID {
    /// The bytes as one number, the last lowest.
    fileprivate var number: UInt128 { UInt128(bigEndian: unsafeBitCast(uuid, to: UInt128.self)) }
}
