/// What each document has, as slots: what exact scores are computed from.
///
/// A slot takes 16 bits. The rarest slots, from the 65,536th on, take 48: a mark and the number in two halves; they stand
/// at the end of their document's list.
struct ForwardLists: Sendable {
    static let mark: UInt16 = 0xFFFF
    /// By document, with one more at the end.
    let starts: Block<UInt32>
    let units: Block<UInt16>

    var bytes: Int { starts.bytes + units.bytes }

    static func units(of slot: Int) -> Int { slot < Int(mark) ? 1 : 3 }

    func slots(of document: Int) -> [Int] {
        var slots: [Int] = []
        forEachSlot(of: document) { slots.append($0) }
        return slots
    }

    @inline(__always)
    func forEachSlot(of document: Int, _ body: (Int) -> Void) {
        let units = units.start
        var place = Int(starts.start[document])
        let end = Int(starts.start[document + 1])
        while place < end {
            let unit = units[place]
            if unit == Self.mark {
                body(Int(units[place + 1]) | Int(units[place + 2]) << 16)
                place += 3
            } else {
                body(Int(unit))
                place += 1
            }
        }
    }
}
