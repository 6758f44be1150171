/// The documents that changed last: few enough to be looked at one by one.
struct Delta: Sendable {
    private(set) var identifiers: [UInt128] = []
    private(set) var partitions: [UInt16] = []
    /// Whether the version at a place is the one that counts.
    private(set) var isLive: [Bool] = []
    private var ends: [Int] = []
    /// A slot of the segment's, from which most terms have their numbers, or an extra one.
    private var slots: [UInt32] = []
    /// Where the version that counts is, by identifier.
    private var places: [UInt128: Int] = [:]
    /// Slots that the segment does not have, by number from the segment's last on.
    private(set) var extraSlots: [ExtraSlot] = []
    private var extraPlaces: [TermKey: [Int]] = [:]
    private let firstExtra: Int

    struct ExtraSlot: Hashable {
        let key: TermKey
        let grade: Grade
    }

    init(besides segment: Segment) { firstExtra = segment.lexicon.slotCount }

    /// How many documents are here, superseded ones included.
    var count: Int { identifiers.count }
    /// How many documents of here count.
    var liveCount: Int { places.count }

    func place(of identifier: UInt128) -> Int? { places[identifier] }

    /// The slots of a key that the segment does not have.
    func extraSlots(of key: TermKey) -> [Int] { extraPlaces.isEmpty ? [] : extraPlaces[key] ?? [] }
    func grade(ofExtra slot: Int) -> Grade { extraSlots[slot - firstExtra].grade }

    func slots(at place: Int) -> ArraySlice<UInt32> { slots[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }

    func withSlots<Result>(at place: Int, _ body: (UnsafeBufferPointer<UInt32>) -> Result) -> Result {
        let span = (place == 0 ? 0 : ends[place - 1])..<ends[place]
        return slots.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[span])) }
    }

    func document(at place: Int, in segment: Segment) -> Document {
        let terms = slots(at: place).compactMap { slot -> TermLevel? in
            let slot = Int(slot)
            let isExtra = slot >= firstExtra
            let key = isExtra ? extraSlots[slot - firstExtra].key : segment.lexicon.key(ofSlot: slot)
            let grade = isExtra ? grade(ofExtra: slot) : segment.lexicon.grade(ofSlot: slot)
            return key.side == .own ? TermLevel(key.term, grade) : nil
        }
        return Document(identifier: identifiers[place], partition: partitions[place], terms: terms)
    }

    /// Adds a document, in place of what there was by its identifier.
    mutating func upsert(
        _ identifier: UInt128, partition: UInt16, terms: [TermLevel], gives: [TermLevel] = [], in segment: Segment
    ) {
        remove(identifier)
        places[identifier] = identifiers.count
        identifiers.append(identifier)
        partitions.append(partition)
        isLive.append(true)
        var grades: [TermKey: Grade] = [:]
        for term in terms { grades[TermKey(term.term, .own), default: Grade(term)].formMax(Grade(term)) }
        for term in gives { grades[TermKey(term.term, .given), default: Grade(term)].formMax(Grade(term)) }
        for (key, grade) in grades { slots.append(UInt32(slot(of: key, grade, in: segment))) }
        ends.append(slots.count)
    }

    /// Takes a document away, whether or not there is one.
    mutating func remove(_ identifier: UInt128) {
        if let place = places.removeValue(forKey: identifier) { isLive[place] = false }
    }

    private mutating func slot(of key: TermKey, _ grade: Grade, in segment: Segment) -> Int {
        if let slot = segment.lexicon.slot(of: key, grade) { return slot }
        if let slot = extraPlaces[key]?.first(where: { self.grade(ofExtra: $0) == grade }) { return slot }
        extraSlots.append(ExtraSlot(key: key, grade: grade))
        extraPlaces[key, default: []].append(firstExtra + extraSlots.count - 1)
        return firstExtra + extraSlots.count - 1
    }
}

extension Grade {
    fileprivate mutating func formMax(_ other: Grade) { self = Swift.max(self, other) }
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

    /// Puts a number into its place among ascending ones, unless it is there.
    mutating func insert(_ value: UInt32) {
        let place = firstPlace(notBelow: value)
        if place == count || self[place] != value { insert(value, at: place) }
    }
}
