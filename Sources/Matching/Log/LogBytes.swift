import Ranking
import Scoring

/// Writes what the log keeps of a match, in network byte order.
struct LogWriter {
    var bytes: [UInt8] = []

    /// - Parameter capacity: as much as is going to be written, more or less.
    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    @inline(__always)
    mutating func add(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(terms: [TermLevel]) {
        add(UInt16(terms.count))
        for term in terms {
            add(term.term.rawValue)
            add(term.level << 4 | term.basis)
        }
    }

    mutating func add(_ ask: Ask) {
        add(ask.owner)
        add(UInt16(ask.items.count))
        for item in ask.items {
            add(item.weight)
            add(item.number)
        }
    }

    /// The floor, the credits, and each answer with its values by level; then how it adds up, where it does.
    mutating func add(_ shape: Shape) {
        add(shape.floor)
        add(shape.credits)
        add(UInt16(shape.answers.count))
        for answer in shape.answers {
            add(answer.term.rawValue)
            add(answer.values)
        }
        if let uses = shape.uses {
            add(uses.least)
            add(uses.most)
            add(uses.count)
        }
    }

    private mutating func add(_ values: SIMD8<UInt8>) { for place in 0..<8 { bytes.append(values[place]) } }
}

/// Reads it back; null where there are no such bytes.
struct LogReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type = Number.self) -> Number? {
        guard let bytes = bytes(MemoryLayout<Number>.size) else { return nil }
        return bytes.reduce(0) { $0 << 8 | Number($1) }
    }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// As many as a number of 16 bits says.
    mutating func list<Element>(_ element: (inout Self) -> Element?) -> [Element]? {
        guard let count = number(UInt16.self) else { return nil }
        var elements: [Element] = []
        for _ in 0..<count {
            guard let element = element(&self) else { return nil }
            elements.append(element)
        }
        return elements
    }

    mutating func terms() -> [TermLevel]? {
        list { reader in
            guard let term = reader.number(UInt32.self), let grade = reader.number(UInt8.self) else { return nil }
            return TermLevel(term: Term(rawValue: term), level: grade >> 4, basis: grade & 15)
        }
    }

    mutating func shape() -> Shape? {
        guard let floor = number(UInt8.self), let credits = values() else { return nil }
        let answers = list { reader -> Answer? in
            guard let term = reader.number(UInt32.self), let values = reader.values() else { return nil }
            return Answer(term: Term(rawValue: term), values: values)
        }
        guard var shape = answers.map({ Shape(floor: floor, answers: $0, credits: credits) }) else { return nil }
        guard !isAtEnd else { return shape }
        guard let least = number(UInt8.self), let most = number(UInt8.self), let count = number(UInt16.self),
            least <= most, (1...250).contains(most), count > 0
        else { return nil }
        shape.uses = Uses(least: least, most: most, count: count)
        return shape
    }

    private mutating func values() -> SIMD8<UInt8>? { bytes(8).map { SIMD8($0) } }
}
