/// Finds a document by its identifier: open addressing over the documents' numbers.
struct IdentifierTable: Sendable {
    /// Document + 1; 0 is a free place.
    private let places: Block<UInt32>
    private let mask: Int

    var bytes: Int { places.bytes }

    /// - Parameter identifiers: by document, no two alike.
    init(_ identifiers: Block<UInt128>) {
        var capacity = 4
        while capacity * 2 < identifiers.count * 3 { capacity *= 2 }
        let mask = capacity - 1
        places = Block(count: capacity) { places in
            for document in 0..<identifiers.count {
                var place = Self.home(of: identifiers.start[document], mask)
                while places[place] != 0 { place = (place + 1) & mask }
                places[place] = UInt32(document + 1)
            }
        }
        self.mask = mask
    }

    func document(_ identifier: UInt128, in identifiers: Block<UInt128>) -> Int? {
        var place = Self.home(of: identifier, mask)
        while places.start[place] != 0 {
            let document = Int(places.start[place]) - 1
            if identifiers.start[document] == identifier { return document }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Of numbers that may repeat, the last place of each; in ascending order.
    static func lastPlaces(_ identifiers: [UInt128]) -> [UInt32] {
        var capacity = 4
        while capacity * 2 < identifiers.count * 3 { capacity *= 2 }
        let mask = capacity - 1
        var places = [UInt32](repeating: 0, count: capacity)
        var superseded: Set<UInt32> = []
        for (index, identifier) in identifiers.enumerated() {
            var place = home(of: identifier, mask)
            while places[place] != 0, identifiers[Int(places[place]) - 1] != identifier { place = (place + 1) & mask }
            if places[place] != 0 { superseded.insert(places[place] - 1) }
            places[place] = UInt32(index + 1)
        }
        let all = (0..<UInt32(identifiers.count))
        return superseded.isEmpty ? Array(all) : all.filter { !superseded.contains($0) }
    }

    private static func home(of identifier: UInt128, _ mask: Int) -> Int {
        let folded = UInt64(truncatingIfNeeded: identifier) ^ UInt64(truncatingIfNeeded: identifier >> 64)
        return Int(truncatingIfNeeded: (folded &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask
    }
}
