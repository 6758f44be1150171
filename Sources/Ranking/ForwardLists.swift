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
        var place = Int(starts[document])
        let end = Int(starts[document + 1])
        while place < end {
            let unit = units[place]
            if unit == Self.mark {
                slots.append(Int(units[place + 1]) | Int(units[place + 2]) << 16)
                place += 3
            } else {
                slots.append(Int(unit))
                place += 1
            }
        }
        return slots
    }
}
