/// The documents that changed since an index was built: few enough to be looked at one by one.
struct Delta: Sendable {
    /// Documents of the segment that are no more, or whose new version is here; ascending.
    private(set) var hidden: [UInt32] = []
    private(set) var identifiers: [UInt128] = []
    private(set) var partitions: [UInt16] = []
    /// Whether the version at a place is the one that counts.
    private(set) var isLive: [Bool] = []
    private var ends: [Int] = []
    /// A slot of the segment's, or an extra one.
    private var slots: [UInt32] = []
    /// Where the version that counts is, by identifier.
    private var places: [UInt128: Int] = [:]
    /// Slots that the segment does not have, by number from the segment's last on.
    private(set) var extraSlots: [ExtraSlot] = []
    private var extraPlaces: [TermKey: [Int]] = [:]
    private let firstExtra: Int

    struct ExtraSlot: Hashable {
        let key: TermKey
        let level: UInt8
    }

    init(besides segment: Segment) { firstExtra = segment.lexicon.slotCount }

    /// How many documents are here, superseded ones included.
    var count: Int { identifiers.count }
    /// How many documents of here count.
    var liveCount: Int { places.count }

    func place(of identifier: UInt128) -> Int? { places[identifier] }

    /// The slots of a key that the segment does not have.
    func extraSlots(of key: TermKey) -> [Int] { extraPlaces.isEmpty ? [] : extraPlaces[key] ?? [] }
    func level(ofExtra slot: Int) -> UInt8 { extraSlots[slot - firstExtra].level }

    func slots(at place: Int) -> ArraySlice<UInt32> { slots[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }

    func withSlots<Result>(at place: Int, _ body: (UnsafeBufferPointer<UInt32>) -> Result) -> Result {
        let span = (place == 0 ? 0 : ends[place - 1])..<ends[place]
        return slots.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[span])) }
    }

    func terms(at place: Int, _ side: TermKey.Side, in segment: Segment) -> [TermLevel] {
        slots(at: place).compactMap { slot in
            let slot = Int(slot)
            let isExtra = slot >= firstExtra
            let key = isExtra ? extraSlots[slot - firstExtra].key : segment.lexicon.key(ofSlot: slot)
            let level = isExtra ? extraSlots[slot - firstExtra].level : segment.lexicon.levels[slot]
            return key.side == side ? TermLevel(term: key.term, level: level) : nil
        }
    }

    /// Adds a document, in place of what there was by its identifier.
    mutating func upsert(
        _ identifier: UInt128, partition: UInt16, terms: [TermLevel], gives: [TermLevel] = [], in segment: Segment
    ) {
        remove(identifier, in: segment)
        places[identifier] = identifiers.count
        identifiers.append(identifier)
        partitions.append(partition)
        isLive.append(true)
        var levels: [TermKey: UInt8] = [:]
        for term in terms { levels[TermKey(term.term, .own), default: 0].formMax(min(term.level, 7)) }
        for term in gives { levels[TermKey(term.term, .given), default: 0].formMax(min(term.level, 7)) }
        for (key, level) in levels { slots.append(UInt32(slot(of: key, level, in: segment))) }
        ends.append(slots.count)
    }

    /// Takes a document away, whether or not there is one.
    mutating func remove(_ identifier: UInt128, in segment: Segment) {
        if let place = places.removeValue(forKey: identifier) { isLive[place] = false }
        guard let document = segment.document(identifier) else { return }
        let place = hidden.firstPlace(notBelow: UInt32(document))
        if place == hidden.count || hidden[place] != UInt32(document) { hidden.insert(UInt32(document), at: place) }
    }

    private mutating func slot(of key: TermKey, _ level: UInt8, in segment: Segment) -> Int {
        if let slot = segment.lexicon.slot(of: key, level: level) { return slot }
        if let slot = extraPlaces[key]?.first(where: { self.level(ofExtra: $0) == level }) { return slot }
        extraSlots.append(ExtraSlot(key: key, level: level))
        extraPlaces[key, default: []].append(firstExtra + extraSlots.count - 1)
        return firstExtra + extraSlots.count - 1
    }
}

extension UInt8 {
    fileprivate mutating func formMax(_ other: UInt8) { self = Swift.max(self, other) }
}

extension [UInt32] {
    /// The first place of ascending numbers at which one is no less.
    func firstPlace(notBelow value: UInt32) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
